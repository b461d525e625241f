package io.millrace.connector.kinesis.sink;

import io.millrace.connector.kinesis.client.ClientSettings;
import io.millrace.connector.kinesis.client.StreamArn;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a sink writes to, and how.
 *
 * @param maxBatchSize records of a request, 1 to 500
 * @param maxBatchSizeInBytes bytes of a request, data and keys, up to 10 MiB
 * @param maxRecordSizeInBytes bytes of a record, data and key, up to 10 MiB
 */
public record SinkSettings(
        StreamArn stream,
        ClientSettings client,
        int maxBatchSize,
        long maxBatchSizeInBytes,
        int maxInFlightRequests,
        int maxBufferedRequests,
        Duration maxTimeInBuffer,
        long maxRecordSizeInBytes,
        FailureMode failureMode,
        Order order)
        implements Serializable {

    /** What happens to records that Kinesis has refused for the time being. */
    public enum FailureMode {
        RETRY,
        FAIL
    }

    /** The order in which records arrive. */
    public enum Order {
        ANY,
        BY_PARTITION_KEY
    }
}
