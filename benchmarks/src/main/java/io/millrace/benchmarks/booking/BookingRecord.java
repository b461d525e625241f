package io.millrace.benchmarks.booking;

/** A booking's creation or what happened to it, field by field as its JSON. A Flink POJO. */
public final class BookingRecord {
    static final String CREATED = "created";

    public String bookingId = "";
    public String type = CREATED;
    public int value;
    public long timestamp;
}
