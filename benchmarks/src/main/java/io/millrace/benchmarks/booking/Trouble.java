package io.millrace.benchmarks.booking;

/** A booking that went through a pattern, field by field as its JSON. A Flink POJO. */
public final class Trouble {
    public String escalation = "";
    public String bookingId = "";
    public long since;

    static Trouble of(String escalation, Note first) {
        Trouble trouble = new Trouble();
        trouble.escalation = escalation;
        trouble.bookingId = first.bookingId;
        trouble.since = first.timestamp;
        return trouble;
    }
}
