package io.millrace.connector.kinesis.split;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the reading of a shard goes on.
 *
 * @param timestamp with {@link Kind#LATEST} and {@link Kind#AT_TIMESTAMP}; otherwise null
 * @param sequenceNumber with {@link Kind#AFTER} and {@link Kind#WITHIN}; otherwise null
 * @param subSequenceNumber with {@link Kind#WITHIN}, of the last user record that has been emitted; otherwise 0
 */
public record ShardPosition(
        Kind kind, @Nullable Instant timestamp, @Nullable String sequenceNumber, long subSequenceNumber)
        implements Serializable {

    /** The kinds of positions. Their names are part of the state's format. */
    public enum Kind {
        /** At the oldest record. */
        TRIM_HORIZON,
        /**
         * At the time when the source first listed its shards. A time, because the tip of the shard is elsewhere when a
         * restored source reads it.
         */
        LATEST,
        AT_TIMESTAMP,
        /** After a record, all of which has been emitted. */
        AFTER,
        /** Within an aggregated record. */
        WITHIN,
        /** After the last record of a shard that has ended. */
        END
    }

    public static final ShardPosition TRIM_HORIZON = new ShardPosition(Kind.TRIM_HORIZON, null, null, 0);
    public static final ShardPosition END = new ShardPosition(Kind.END, null, null, 0);

    public static ShardPosition latest(Instant since) {
        return new ShardPosition(Kind.LATEST, since, null, 0);
    }

    public static ShardPosition at(Instant timestamp) {
        return new ShardPosition(Kind.AT_TIMESTAMP, timestamp, null, 0);
    }

    public static ShardPosition after(String sequenceNumber) {
        return new ShardPosition(Kind.AFTER, null, sequenceNumber, 0);
    }

    public static ShardPosition within(String sequenceNumber, long subSequenceNumber) {
        return new ShardPosition(Kind.WITHIN, null, sequenceNumber, subSequenceNumber);
    }

    public boolean isEnd() {
        return kind == Kind.END;
    }

    /** The time of a position that has one. */
    public Instant time() {
        return requireNonNull(timestamp, "timestamp is null");
    }

    /** The sequence number of a position that has one. */
    public String sequence() {
        return requireNonNull(sequenceNumber, "sequenceNumber is null");
    }
}
