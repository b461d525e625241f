package io.millrace.connector.kinesis.reader;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.metrics.Gauge;

/** How long after its arrival the last record was fetched, in milliseconds: Flink's {@code currentFetchEventTimeLag}. */
final class FetchLag implements Gauge<Long> {
    static final String NAME = "currentFetchEventTimeLag";
    private static final long UNKNOWN = -1;

    private volatile long millis = UNKNOWN;

    void fetched(Instant arrival) {
        millis = Duration.between(arrival, Instant.now()).toMillis();
    }

    @Override
    public Long getValue() {
        return millis;
    }
}
