package io.millrace.benchmarks.booking;

import org.jspecify.annotations.Nullable;

/** An alert, with the fields of its JSON. A Flink POJO. */
public final class BookingAlert {
    public String type = "";
    public String bookingId = "";
    public long since;
    public long time;
    public @Nullable Integer createdValue;
    public @Nullable Integer eventValue;
    public int count;
}
