package io.millrace.job.booking.cache;

import io.millrace.job.codec.TextCodec;
import org.jspecify.annotations.Nullable;

/** A booking's value in a {@link ValueCache}, with its places in the table, in the order of arrival and in {@link Deadlines}. */
final class CachedValue {
    /** The deadline of what has been removed. */
    static final long NONE = Long.MAX_VALUE;

    /** Of the booking's id. */
    final int hash;

    long deadline = NONE;
    /** The booking's id, a {@link TextCodec} text, and the value. */
    byte[] bytes = {};
    /** How many checkpoints it has seen since it changed. */
    int age;
    /** The next one of the same place in the table. */
    @Nullable
    CachedValue chained;
    /** Its neighbours in the order of arrival. */
    CachedValue older = this;

    CachedValue newer = this;
    /** Its neighbours in the list of its slice. */
    @Nullable
    CachedValue previous;

    @Nullable
    CachedValue next;

    CachedValue(int hash) {
        this.hash = hash;
    }
}
