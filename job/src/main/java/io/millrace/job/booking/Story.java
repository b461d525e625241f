package io.millrace.job.booking;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one booking: its creation and events until the alert, and after that only that there was one. A Flink
 * POJO, never assigned after construction. The name of this class is part of savepoints.
 */
public final class Story {
    /** Time of the first record, in epoch milliseconds. With the booking's id, it is the alert's id. */
    public long since;
    /** The end of the timeout or, after the alert, of the retention; exclusive. */
    public long until;
    /** Whether the alert has been emitted. */
    public boolean told;
    /** Time of the creation; null if it is not there yet. */
    public @Nullable Long createdTime;

    public @Nullable String createdValue;
    /** How many events have counted. */
    public int count;
    /** Time of the latest counting event; null if there is none yet. */
    public @Nullable Long eventTime;

    public @Nullable String eventValue;

    /** For Flink's serializer. */
    public Story() {}

    private Story(long since, long until) {
        this.since = since;
        this.until = until;
    }

    private Story(Story other) {
        this(other.since, other.until);
        this.told = other.told;
        this.createdTime = other.createdTime;
        this.createdValue = other.createdValue;
        this.count = other.count;
        this.eventTime = other.eventTime;
        this.eventValue = other.eventValue;
    }

    static Story since(long time, long timeoutMillis) {
        return new Story(time, time + timeoutMillis);
    }

    /** The story after one more record: of several creations the first one counts, of several events the latest. */
    Story with(BookingEvent event) {
        Story next = new Story(this);
        if (!event.creation) {
            next.count = count == Integer.MAX_VALUE ? count : count + 1;
            next.eventTime = event.time;
            next.eventValue = event.value;
        } else if (createdTime == null) {
            next.createdTime = event.time;
            next.createdValue = event.value;
        }
        return next;
    }

    /** The story after its alert. */
    Story alerted(long retainedUntil) {
        Story marker = new Story(since, retainedUntil);
        marker.told = true;
        return marker;
    }

    boolean isComplete(int requiredCount) {
        return createdTime != null && count >= requiredCount;
    }

    boolean isOverAt(long time) {
        return until <= time;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Story)) {
            return false;
        }
        Story that = (Story) other;
        return since == that.since
                && until == that.until
                && told == that.told
                && count == that.count
                && Objects.equals(createdTime, that.createdTime)
                && Objects.equals(createdValue, that.createdValue)
                && Objects.equals(eventTime, that.eventTime)
                && Objects.equals(eventValue, that.eventValue);
    }

    @Override
    public int hashCode() {
        return Objects.hash(since, until, told, count);
    }

    @Override
    public String toString() {
        return "since " + since + " until " + until + (told ? ", alerted" : ", created " + createdTime + ", " + count);
    }
}
