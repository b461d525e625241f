package io.millrace.benchmarks.booking;

/** An escalation, with the fields of its JSON. A Flink POJO. */
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
