package io.millrace.job.lottery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the lottery knows of a user: 16 bytes. A Flink POJO, never assigned after construction. */
public final class Account {
    /** Coupons bought and not spent. */
    public long coupons;
    /** Entries made ever; the number of the latest one, which tells the user's entries apart in a draw. */
    public long entries;

    /** For Flink's serializer. */
    public Account() {}

    Account(long coupons, long entries) {
        this.coupons = coupons;
        this.entries = entries;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Account && coupons == ((Account) other).coupons && entries == ((Account) other).entries;
    }

    @Override
    public int hashCode() {
        return Objects.hash(coupons, entries);
    }

    @Override
    public String toString() {
        return coupons + " coupons, " + entries + " entries";
    }
}
