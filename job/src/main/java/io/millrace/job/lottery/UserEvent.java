package io.millrace.job.lottery;

import io.millrace.job.record.SourceRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A user's purchase or click. A Flink POJO, never assigned after construction. */
public final class UserEvent {
    /** The user who bought or clicked, and the key of the user's account. */
    public long userId;
    /** Coupons bought, at least 1; 0 for a click. */
    public long coupons;
    /** The lottery clicked on; 0 for a purchase. */
    public long lotteryId;
    /** When it happened, in epoch milliseconds. */
    public long time;
    /** Where it came from. */
    public SourceRecord source = new SourceRecord();

    /** For Flink's serializer. */
    public UserEvent() {}

    private UserEvent(long userId, long coupons, long lotteryId, long time, SourceRecord source) {
        this.userId = userId;
        this.coupons = coupons;
        this.lotteryId = lotteryId;
        this.time = time;
        this.source = source;
    }

    static UserEvent purchase(long userId, long coupons, long time, SourceRecord source) {
        return new UserEvent(userId, coupons, 0, time, source);
    }

    static UserEvent click(long userId, long lotteryId, long time, SourceRecord source) {
        return new UserEvent(userId, 0, lotteryId, time, source);
    }

    boolean isClick() {
        return coupons == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof UserEvent)) {
            return false;
        }
        UserEvent that = (UserEvent) other;
        return userId == that.userId
                && coupons == that.coupons
                && lotteryId == that.lotteryId
                && time == that.time
                && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(userId, coupons, lotteryId, time);
    }

    @Override
    public String toString() {
        return isClick()
                ? "user " + userId + " clicks on " + lotteryId + " at " + time
                : "user " + userId + " buys " + coupons + " at " + time;
    }
}
