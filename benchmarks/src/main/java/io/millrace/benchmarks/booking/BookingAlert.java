package io.millrace.benchmarks.booking;

import org.jspecify.annotations.Nullable;

/** What is said of a booking, field by field as its JSON. A Flink POJO. */
public final class BookingAlert {
    public String type = "";
    public String bookingId = "";
    public long since;
    public long time;
    public @Nullable Integer createdValue;
    public @Nullable Integer eventValue;
    public int count;
}
