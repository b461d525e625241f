package io.millrace.kinesis.api;

import static java.util.Objects.requireNonNull;

import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.store.Shard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where reading of a shard begins. */
record StartingPosition(
        Type type,
        @Nullable String sequenceNumber,
        @Nullable Instant timestamp) implements Request {
    /** The service's ShardIteratorType. */
    enum Type {
        AT_SEQUENCE_NUMBER,
        AFTER_SEQUENCE_NUMBER,
        TRIM_HORIZON,
        LATEST,
        AT_TIMESTAMP
    }

    @Override
    public void check() {
        boolean bySequenceNumber = type == Type.AT_SEQUENCE_NUMBER || type == Type.AFTER_SEQUENCE_NUMBER;
        if (bySequenceNumber && sequenceNumber == null) {
            throw ApiException.invalidArgument("a sequence number must be given with " + type);
        }
        if (sequenceNumber != null && (type == Type.TRIM_HORIZON || type == Type.LATEST)) {
            throw ApiException.invalidArgument(
                    "a sequence number must not be given with " + type + ", got '" + sequenceNumber + "'");
        }
        if (type == Type.AT_TIMESTAMP && timestamp == null) {
            throw ApiException.invalidArgument("timestamp must be given with " + type);
        }
    }

    /** The lowest tick to read. */
    long firstTick(Shard shard, long lastTick, Instant now) {
        long tick =
                switch (type) {
                    case AT_SEQUENCE_NUMBER -> sequenceTick(shard, lastTick, now);
                    case AFTER_SEQUENCE_NUMBER -> sequenceTick(shard, lastTick, now) + 1;
                    case TRIM_HORIZON -> shard.startTick();
                    case LATEST -> lastTick + 1;
                    case AT_TIMESTAMP -> timestampTick(now);
                };
        return Math.max(tick, shard.startTick() + 1);
    }

    /** Refuses a number from outside the shard, such as one of a deleted stream: it would repeat or skip records. */
    private long sequenceTick(Shard shard, long lastTick, Instant now) {
        String text = requireNonNull(sequenceNumber, "sequenceNumber is null");
        long greatest = Math.max(lastTick + 1, SequenceNumber.tickAt(now.plusMillis(1)));
        return SequenceNumber.parse(text)
                .filter(number -> number.shard() == shard.number())
                .map(SequenceNumber::tick)
                .filter(tick -> tick >= shard.startTick() && tick <= greatest)
                .orElseThrow(
                        () -> ApiException.invalidArgument("the sequence number must be one of shard '" + shard.id()
                                + "', got '" + text + "'; a stream that was deleted and created again has other ones"));
    }

    private long timestampTick(Instant now) {
        Instant from = requireNonNull(timestamp, "timestamp is null");
        if (from.isAfter(now)) {
            throw ApiException.invalidArgument("timestamp must not be in the future, got " + from);
        }
        // no record is older than 1970, and a tick cannot be
        return SequenceNumber.tickAt(from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from);
    }
}
