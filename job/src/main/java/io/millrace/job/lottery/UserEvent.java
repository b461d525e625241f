package io.millrace.job.lottery;

import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user's purchase or click. A Flink POJO, never assigned after construction. The name of this class is part of
 * savepoints.
 */
public final class UserEvent {
    /** The user, and the key of the account. */
    public long userId;
    /** Coupons bought, at least 1; 0 for a click. */
    public long coupons;
    /** The lottery clicked on; 0 for a purchase. */
    public long lotteryId;
    /** When it happened, in epoch milliseconds. */
    public long time;
    /** The record that it was read from, as {@link RecordBytes}. */
    public byte[] source = new byte[0];

    /** For Flink's serializer. */
    public UserEvent() {}

    UserEvent(long userId, long coupons, long lotteryId, long time, byte[] source) {
        this.userId = userId;
        this.coupons = coupons;
        this.lotteryId = lotteryId;
        this.time = time;
        this.source = source;
    }

    static UserEvent purchase(long userId, long coupons, long time, SourceRecord source) {
        return new UserEvent(userId, coupons, 0, time, RecordBytes.of(source));
    }

    static UserEvent click(long userId, long lotteryId, long time, SourceRecord source) {
        return new UserEvent(userId, 0, lotteryId, time, RecordBytes.of(source));
    }

    /** The record that it was read from. */
    SourceRecord record() {
        return RecordBytes.read(source);
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
                && Arrays.equals(source, that.source);
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
