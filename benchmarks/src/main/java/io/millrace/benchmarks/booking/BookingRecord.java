package io.millrace.benchmarks.booking;

/** A created booking or an event, with the fields of its JSON. A Flink POJO. */
public final class BookingRecord {
    static final String CREATED = "created";

    public String bookingId = "";
    public String type = CREATED;
    public int value;
    public long timestamp;
}
