package io.millrace.connector.kinesis.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes aggregated records as the Kinesis Producer Library does, for tests. */
public final class Aggregates {
    private Aggregates() {}

    /** A user record with keys of its own in the tables. */
    public record Entry(String partitionKey, @Nullable String hashKey, String data) {}

    public static byte[] write(List<Entry> entries) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        entries.forEach(entry -> field(message, 1, entry.partitionKey().getBytes(UTF_8)));
        entries.stream()
                .filter(entry -> entry.hashKey() != null)
                .forEach(entry -> field(message, 2, entry.hashKey().getBytes(UTF_8)));
        int hashKeys = 0;
        for (int i = 0; i < entries.size(); i++) {
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            record.write(1 << 3);
            varint(record, i);
            if (entries.get(i).hashKey() != null) {
                record.write(2 << 3);
                varint(record, hashKeys++);
            }
            field(record, 3, entries.get(i).data().getBytes(UTF_8));
            field(record, 4, new byte[] {10, 1, 'x'}); // tags, which nobody reads
            field(message, 3, record.toByteArray());
        }
        return wrap(message.toByteArray());
    }

    static byte[] wrap(byte[] message) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2});
        all.writeBytes(message);
        all.writeBytes(Md5.digest().digest(message));
        return all.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        out.write(number << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
