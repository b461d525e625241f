package io.millrace.connector.kinesis.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes aggregated records apart. See "KPL Aggregated Record Format" in the documents of the Kinesis Producer Library: four
 * bytes, a message of Protocol Buffers, and the MD5 of that message.
 */
public final class AggregatedRecord {
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int DIGEST_BYTES = 16;
    private static final int PARTITION_KEY_TABLE = 1;
    private static final int HASH_KEY_TABLE = 2;
    private static final int RECORDS = 3;
    private static final int PARTITION_KEY_INDEX = 1;
    private static final int HASH_KEY_INDEX = 2;
    private static final int DATA = 3;
    private static final int NO_INDEX = -1;

    /** See {@code ExplicitHashKey} of {@code PutRecord} in the Kinesis API. */
    private static final Pattern HASH_KEY = Pattern.compile("[0-9]{1,39}");

    private static final int HASH_KEY_BITS = 128;

    private AggregatedRecord() {}

    /** The user records in the data of a record, in order; empty if it is not an aggregated record. */
    public static Optional<List<UserRecord>> read(byte[] data) {
        if (!isAggregated(data)) {
            return Optional.empty();
        }
        try {
            return Optional.of(records(message(data)));
        } catch (MalformedAggregateException e) {
            return Optional.empty(); // somebody's own format, which begins and ends alike
        }
    }

    /** Why data that begins as an aggregated record does is none; empty if it is one, or begins in another way. */
    public static Optional<String> fault(byte[] data) {
        if (!beginsWithMagic(data)) {
            return Optional.empty();
        }
        if (!isAggregated(data)) {
            return Optional.of("the MD5 at its end is not that of its message");
        }
        try {
            records(message(data));
            return Optional.empty();
        } catch (MalformedAggregateException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static ByteBuffer message(byte[] data) {
        return ByteBuffer.wrap(data, MAGIC.length, data.length - MAGIC.length - DIGEST_BYTES)
                .slice();
    }

    private static boolean beginsWithMagic(byte[] data) {
        return data.length >= MAGIC.length && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static boolean isAggregated(byte[] data) {
        int end = data.length - DIGEST_BYTES;
        if (end <= MAGIC.length || !beginsWithMagic(data)) {
            return false;
        }
        MessageDigest md5 = Md5.digest();
        md5.update(data, MAGIC.length, end - MAGIC.length);
        return Arrays.equals(md5.digest(), 0, DIGEST_BYTES, data, end, data.length);
    }

    private static List<UserRecord> records(ByteBuffer message) throws MalformedAggregateException {
        List<String> partitionKeys = new ArrayList<>();
        List<String> hashKeys = new ArrayList<>();
        List<ByteBuffer> records = new ArrayList<>();
        ProtobufReader reader = new ProtobufReader(message);
        while (reader.hasNext()) {
            switch (reader.nextField()) {
                case PARTITION_KEY_TABLE -> partitionKeys.add(new String(reader.bytes(), UTF_8));
                case HASH_KEY_TABLE -> hashKeys.add(new String(reader.bytes(), UTF_8));
                case RECORDS -> records.add(reader.message());
                default -> reader.skip();
            }
        }
        List<UserRecord> userRecords = new ArrayList<>(records.size());
        for (ByteBuffer record : records) {
            userRecords.add(record(record, partitionKeys, hashKeys));
        }
        return userRecords;
    }

    private static UserRecord record(ByteBuffer message, List<String> partitionKeys, List<String> hashKeys)
            throws MalformedAggregateException {
        long partitionKey = NO_INDEX;
        long hashKey = NO_INDEX;
        byte[] data = null;
        ProtobufReader reader = new ProtobufReader(message);
        while (reader.hasNext()) {
            switch (reader.nextField()) {
                case PARTITION_KEY_INDEX -> partitionKey = reader.number();
                case HASH_KEY_INDEX -> hashKey = reader.number();
                case DATA -> data = reader.bytes();
                default -> reader.skip();
            }
        }
        if (data == null || partitionKey == NO_INDEX) {
            throw new MalformedAggregateException("a record has no data or no partition key");
        }
        return new UserRecord(
                entry(partitionKeys, partitionKey), hashKey == NO_INDEX ? null : hashKey(hashKeys, hashKey), data);
    }

    private static String hashKey(List<String> table, long index) throws MalformedAggregateException {
        String key = entry(table, index);
        if (!HASH_KEY.matcher(key).matches() || new BigInteger(key).bitLength() > HASH_KEY_BITS) {
            throw new MalformedAggregateException("an explicit hash key is not a decimal number of 128 bits");
        }
        return key;
    }

    private static String entry(List<String> table, long index) throws MalformedAggregateException {
        if (index < 0 || index >= table.size()) {
            throw new MalformedAggregateException("a record refers to a key that is not there");
        }
        return table.get((int) index);
    }
}
