package io.millrace.benchmarks.booking;

/** A booking that went through a pattern, field by field as its JSON. A Flink POJO. */
public final class BookingEscalation {
    public String escalation = "";
    public String bookingId = "";
    public long since;

    static BookingEscalation of(String escalation, BookingRecord first) {
        BookingEscalation trouble = new BookingEscalation();
        trouble.escalation = escalation;
        trouble.bookingId = first.bookingId;
        trouble.since = first.timestamp;
        return trouble;
    }
}
