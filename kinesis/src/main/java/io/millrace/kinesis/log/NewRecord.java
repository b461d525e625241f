package io.millrace.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A record to be written.
 *
 * @param hashKey chooses the shard
 * @param sizeBytes as {@link #sizeBytes(String, ByteBuffer)} says
 */
public record NewRecord(BigInteger hashKey, String partitionKey, ByteBuffer data, int sizeBytes) {
    public NewRecord(BigInteger hashKey, String partitionKey, ByteBuffer data) {
        this(hashKey, partitionKey, data, sizeBytes(partitionKey, data));
    }

    /** The size that the service's limits count: the data and the partition key in UTF-8. */
    public static int sizeBytes(String partitionKey, ByteBuffer data) {
        return data.remaining() + partitionKey.getBytes(UTF_8).length;
    }
}
