package io.millrace.connector.kinesis.reader;

import org.jspecify.annotations.Nullable;

/** Brings one shard's items. All methods are called by one thread. */
interface ShardFeed {
    /** No time: something else must happen first. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Does what is due, without waiting.
     *
     * @param nowNanos {@code System.nanoTime()}
     * @return the pause in nanoseconds after which something is due; {@link #NEVER} if only an answer can change that
     */
    long advance(long nowNanos);

    /** Takes what has come. Until then, nothing more is requested. */
    @Nullable
    ShardBatch take();

    /** Requests nothing until {@link #resume}. */
    void pause();

    /** Goes on. */
    void resume();

    /** Ends what is on its way. */
    void close();
}
