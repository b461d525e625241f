package io.millrace.benchmarks.stage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One record of many user records, in the "KPL Aggregated Record Format" of the documents of the Kinesis Producer Library. All of
 * them have the same partition key and explicit hash key.
 */
final class KplAggregate {
    /** As large as the library makes them by default. */
    static final int BYTES = 51_200;

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int PARTITION_KEYS = 1;
    private static final int HASH_KEYS = 2;
    private static final int RECORDS = 3;
    private static final int DATA = 3;
    private static final int BYTES_FIELD = 2;
    /** Partition key 0 and explicit hash key 0 of the tables, the data's tag; its length and that of the record follow. */
    private static final int INDEXES = 5;

    private static final int LONGEST_LENGTHS = 11;

    private final ByteArrayOutputStream message = new ByteArrayOutputStream(BYTES);

    KplAggregate(String partitionKey, String hashKey) {
        message.writeBytes(MAGIC);
        field(PARTITION_KEYS, partitionKey.getBytes(US_ASCII));
        field(HASH_KEYS, hashKey.getBytes(US_ASCII));
    }

    /** Whether there is space for a record. */
    boolean hasSpace(byte[] data) {
        return message.size() + data.length + INDEXES + LONGEST_LENGTHS <= BYTES;
    }

    void add(byte[] data) {
        message.write(RECORDS << 3 | BYTES_FIELD);
        varint(INDEXES + lengthOfVarint(data.length) + data.length);
        message.write(1 << 3);
        message.write(0);
        message.write(2 << 3);
        message.write(0);
        field(DATA, data);
    }

    byte[] bytes() {
        byte[] all = message.toByteArray();
        MessageDigest md5 = md5();
        md5.update(all, MAGIC.length, all.length - MAGIC.length);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(all.length + 16);
        whole.writeBytes(all);
        whole.writeBytes(md5.digest());
        return whole.toByteArray();
    }

    private void field(int number, byte[] value) {
        message.write(number << 3 | BYTES_FIELD);
        varint(value.length);
        message.writeBytes(value);
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            message.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        message.write(rest);
    }

    private static int lengthOfVarint(int value) {
        return value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : 3;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
