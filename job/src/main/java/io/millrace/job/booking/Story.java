package io.millrace.job.booking;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one booking: its halves until they are told, and then only that they have been. A Flink POJO, never
 * assigned after construction.
 */
public final class Story {
    /** Time of the first record, in epoch milliseconds: with the booking's id, the alert's id. */
    public long since;
    /** The first moment at which it is over: the halves have waited in vain, or what was told may be forgotten. */
    public long until;
    /** Whether the alert is out. */
    public boolean told;
    /** Time of the creation; null before it. */
    public @Nullable Long createdTime;

    public @Nullable String createdValue;
    /** How many events have counted. */
    public int count;
    /** Time of the latest one; null before it. */
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

    static Story since(long time, long patienceMillis) {
        return new Story(time, time + patienceMillis);
    }

    /** The same story after one more record: of several creations the first holds, of several events the latest. */
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

    /** What is left of the story once it is told. */
    Story told(long untilForgotten) {
        Story marker = new Story(since, untilForgotten);
        marker.told = true;
        return marker;
    }

    boolean isComplete(int countWanted) {
        return createdTime != null && count >= countWanted;
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
        return "since " + since + " until " + until + (told ? ", told" : ", created " + createdTime + ", " + count);
    }
}
