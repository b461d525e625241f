package io.millrace.job.booking;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a booking's creation and its events have matched. A Flink POJO, never assigned after construction. */
public final class Alert {
    /** The outcome. The names are part of the output's format. */
    public enum Type {
        /** The booking was created, and the required number of events have counted. */
        MATCHED,
        /** The creation or some events were still missing at the timeout. */
        UNMATCHED
    }

    public Type type = Type.UNMATCHED;
    public String bookingId = "";
    /** Time of the booking's first record, in epoch milliseconds. */
    public long since;
    /** When it was decided, in epoch milliseconds of event time: at the completing record, or at the timeout. */
    public long time;

    public @Nullable Long createdTime;
    /** The value picked from the creation, as JSON text. */
    public @Nullable String createdValue;
    /** How many events have counted. */
    public int count;
    /** Time of the latest counting event. */
    public @Nullable Long eventTime;
    /** The value picked from it, as JSON text. */
    public @Nullable String eventValue;

    /** For Flink's serializer. */
    public Alert() {}

    Alert(Type type, String bookingId, long time, Story story) {
        this.type = type;
        this.bookingId = bookingId;
        this.since = story.since;
        this.time = time;
        this.createdTime = story.createdTime;
        this.createdValue = story.createdValue;
        this.count = story.count;
        this.eventTime = story.eventTime;
        this.eventValue = story.eventValue;
    }

    /** The same for every repetition of this alert, and for no other. */
    String id() {
        return bookingId + "-" + since;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Alert)) {
            return false;
        }
        Alert that = (Alert) other;
        return type == that.type
                && bookingId.equals(that.bookingId)
                && since == that.since
                && time == that.time
                && count == that.count
                && Objects.equals(createdTime, that.createdTime)
                && Objects.equals(createdValue, that.createdValue)
                && Objects.equals(eventTime, that.eventTime)
                && Objects.equals(eventValue, that.eventValue);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, bookingId, since, time, count);
    }

    @Override
    public String toString() {
        return type + " " + id() + " at " + time + ": created " + createdTime + " " + createdValue + ", " + count
                + " until " + eventTime + " " + eventValue;
    }
}
