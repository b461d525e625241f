package io.millrace.job.lottery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry in the draw of a window, from an accepted click. A Flink POJO, never assigned after construction. */
public final class Entry {
    public long lotteryId;
    public long userId;
    /** The ordinal of the entry among all the user's entries, from 1. */
    public long number;
    /** The entry's ticket, see {@link io.millrace.job.lottery.ticket.Tickets}. */
    public long ticket;

    /** For Flink's serializer. */
    public Entry() {}

    Entry(long lotteryId, long userId, long number, long ticket) {
        this.lotteryId = lotteryId;
        this.userId = userId;
        this.number = number;
        this.ticket = ticket;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Entry)) {
            return false;
        }
        Entry that = (Entry) other;
        return lotteryId == that.lotteryId && userId == that.userId && number == that.number && ticket == that.ticket;
    }

    @Override
    public int hashCode() {
        return Objects.hash(lotteryId, userId, number, ticket);
    }

    @Override
    public String toString() {
        return "entry " + number + " of user " + userId + " in lottery " + lotteryId;
    }
}
