package io.millrace.job.booking;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A booking whose records matched a sequence. A Flink POJO, never assigned after construction. */
public final class Escalation {
    /** The name of the sequence. */
    public String name = "";

    public String bookingId = "";
    /** Time of the sequence's first record, in epoch milliseconds. */
    public long since;
    /**
     * When it was decided, in epoch milliseconds of event time: at the last record, or at the timeout if the sequence ends
     * with an absence.
     */
    public long time;
    /** How many records matched. */
    public int records;

    /** For Flink's serializer. */
    public Escalation() {}

    Escalation(String name, String bookingId, long since, long time, int records) {
        this.name = name;
        this.bookingId = bookingId;
        this.since = since;
        this.time = time;
        this.records = records;
    }

    /** The same for every repetition of this escalation, and for no other. */
    String id() {
        // no name has a colon
        return name + ":" + bookingId + "-" + since + "-" + time;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Escalation)) {
            return false;
        }
        Escalation that = (Escalation) other;
        return name.equals(that.name)
                && bookingId.equals(that.bookingId)
                && since == that.since
                && time == that.time
                && records == that.records;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, bookingId, since, time, records);
    }

    @Override
    public String toString() {
        return id() + " at " + time + " of " + records;
    }
}
