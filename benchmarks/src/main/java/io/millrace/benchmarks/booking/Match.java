package io.millrace.benchmarks.booking;

import org.jspecify.annotations.Nullable;

/** The state of a booking. A Flink POJO. */
public final class Match {
    public boolean alerted;
    public @Nullable BookingRecord creation;
    public @Nullable BookingRecord payment;
    public int count;
    public long timer;

    long since() {
        long created = creation == null ? Long.MAX_VALUE : creation.timestamp;
        return payment == null ? created : Math.min(created, payment.timestamp);
    }
}
