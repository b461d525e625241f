package io.millrace.assembly.streams.kinesis;

import io.millrace.assembly.streams.StreamException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time between two reads of a shard, which may be read five times a second, by all its consumers together. */
final class ReadInterval {
    static final Duration LENGTH = Duration.ofMillis(250);

    private ReadInterval() {}

    /**
     * Waits for an interval, or for what is left of one.
     *
     * @throws StreamException when the thread is interrupted
     */
    static void await(Duration left, String streamName) {
        try {
            TimeUnit.MILLISECONDS.sleep(left.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while stream %s was read".formatted(streamName));
        }
    }
}
