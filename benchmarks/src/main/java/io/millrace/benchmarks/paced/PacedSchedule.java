package io.millrace.benchmarks.paced;

import java.util.concurrent.TimeUnit;

/**
 * When each event of a stream is due. Fixed in advance: it does not depend on when events are sent.
 *
 * @param startMillis when the first event is due, in epoch milliseconds
 * @param eventsPerSecond above 0
 */
record PacedSchedule(long startMillis, double eventsPerSecond) {
    /** The number of events that are due after a time since the start. */
    long due(long nanos) {
        return nanos < 0 ? 0 : (long) (nanos * eventsPerSecond / TimeUnit.SECONDS.toNanos(1)) + 1;
    }

    /** When an event is due, in nanoseconds since the start. */
    long nanos(long number) {
        return (long) (number * (TimeUnit.SECONDS.toNanos(1) / eventsPerSecond));
    }

    /** When an event is due, in epoch milliseconds: its event time. */
    long millis(long number) {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(nanos(number));
    }
}
