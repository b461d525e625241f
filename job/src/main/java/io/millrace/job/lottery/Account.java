package io.millrace.job.lottery;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user's coupons and entries: 16 bytes. A Flink POJO, never assigned after construction. The name of this class is
 * part of savepoints.
 */
public final class Account {
    /** Coupons bought and not spent. */
    public long coupons;
    /** The number of entries ever made, which is also the number of the latest entry. */
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
