package io.millrace.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A record on its way into a stream.
 *
 * @param hashKey the hash key that routes it
 */
record NewRecord(BigInteger hashKey, String partitionKey, ByteBuffer data) {
    /** What the service's limits count: the data and the partition key's UTF-8. */
    static int sizeBytes(String partitionKey, ByteBuffer data) {
        return data.remaining() + partitionKey.getBytes(UTF_8).length;
    }
}
