package io.millrace.job.lottery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of an open window: the number of entries and the best one, 32 bytes. A Flink POJO, assigned
 * after construction only while it is an accumulator before the shuffle. The name of this class is part of savepoints.
 */
public final class PartialDraw {
    public long entries;
    public long ticket;
    public long userId;
    public long number;

    /** For Flink's serializer, and a draw without entries. */
    public PartialDraw() {}

    PartialDraw(long entries, long ticket, long userId, long number) {
        this.entries = entries;
        this.ticket = ticket;
        this.userId = userId;
        this.number = number;
    }

    /** Adds an entry. */
    void add(Entry entry) {
        if (entries == 0 || isBeatenBy(entry.ticket, entry.userId, entry.number)) {
            ticket = entry.ticket;
            userId = entry.userId;
            number = entry.number;
        }
        entries++;
    }

    boolean beats(PartialDraw other) {
        if (entries == 0 || other.entries == 0) {
            return entries > 0;
        }
        return other.isBeatenBy(ticket, userId, number);
    }

    /** Equal tickets, one in 2^64, are ordered by user and entry, so that there is always one winner. */
    private boolean isBeatenBy(long otherTicket, long otherUserId, long otherNumber) {
        int byTicket = Long.compareUnsigned(otherTicket, ticket);
        if (byTicket != 0) {
            return byTicket < 0;
        }
        return otherUserId != userId ? otherUserId < userId : otherNumber < number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof PartialDraw)) {
            return false;
        }
        PartialDraw that = (PartialDraw) other;
        return entries == that.entries && ticket == that.ticket && userId == that.userId && number == that.number;
    }

    @Override
    public int hashCode() {
        return Objects.hash(entries, ticket, userId, number);
    }

    @Override
    public String toString() {
        return entries + " entries, best " + number + " of user " + userId;
    }
}
