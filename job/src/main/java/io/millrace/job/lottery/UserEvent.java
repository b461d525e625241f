package io.millrace.job.lottery;

import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A user's purchase or click. A Flink POJO, never assigned after construction. The name of this class is part of
 * savepoints.
 */
public final class UserEvent {
    private static final byte[] NO_BYTES = {};

    /** The user, and the key of the account. */
    public long userId;
    /** Coupons bought, at least 1; 0 for a click. */
    public long coupons;
    /** The lottery clicked on; 0 for a purchase. */
    public long lotteryId;
    /** When it happened, in epoch milliseconds. */
    public long time;
    /** The record that it was read from, as {@link RecordBytes}; empty until {@link #withSourceBytes}. */
    public byte[] source = NO_BYTES;
    /** The same before the shuffle: most events need its bytes only there. */
    private transient @Nullable SourceRecord unwritten;

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
        return of(userId, coupons, 0, time, source);
    }

    static UserEvent click(long userId, long lotteryId, long time, SourceRecord source) {
        return of(userId, 0, lotteryId, time, source);
    }

    private static UserEvent of(long userId, long coupons, long lotteryId, long time, SourceRecord source) {
        UserEvent event = new UserEvent(userId, coupons, lotteryId, time, NO_BYTES);
        event.unwritten = source;
        return event;
    }

    /** This event as it can be kept in state. */
    UserEvent withSourceBytes() {
        return unwritten == null ? this : new UserEvent(userId, coupons, lotteryId, time, RecordBytes.of(unwritten));
    }

    /** Writes the record that it was read from, as an array of bytes. */
    void writeSource(RecordBytes.Writer records, DataOutputView out) throws IOException {
        if (unwritten == null) {
            BytePrimitiveArraySerializer.INSTANCE.serialize(source, out);
        } else {
            records.write(unwritten, out);
        }
    }

    /** The record that it was read from. */
    SourceRecord record() {
        return unwritten == null ? RecordBytes.read(source) : unwritten;
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
                && Arrays.equals(withSourceBytes().source, that.withSourceBytes().source);
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
