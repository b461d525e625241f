package io.millrace.kinesis.api;

import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.log.RecordBatch;
import io.millrace.kinesis.log.SequenceNumber;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.Request;
import io.millrace.kinesis.request.StreamRequest;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamState;
import io.millrace.kinesis.view.RecordView;
import io.millrace.kinesis.view.ShardView;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetShardIterator and GetRecords. An iterator contains the next tick to read, so it survives a restart. */
final class ReadOperations {
    private static final String ITERATOR = "iterator";
    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_BYTES = 10 << 20;

    private final StreamLookup lookup;

    ReadOperations(StreamLookup lookup) {
        this.lookup = lookup;
    }

    record GetShardIterator(
            @Nullable String streamName,
            @Nullable String streamARN,
            String shardId,
            StartingPosition.Type shardIteratorType,
            @Nullable String startingSequenceNumber,
            @Nullable Instant timestamp)
            implements StreamRequest {
        StartingPosition position() {
            return new StartingPosition(shardIteratorType, startingSequenceNumber, timestamp);
        }
    }

    record ShardIterator(String shardIterator) {}

    record GetRecords(String shardIterator, @Nullable Integer limit) implements Request {}

    /**
     * @param nextShardIterator null at the end of a closed shard
     * @param childShards the shards that follow a closed one, at its end; otherwise null
     */
    record Records(
            List<RecordView> records,
            @Nullable String nextShardIterator,
            long millisBehindLatest,
            @Nullable List<ShardView.Child> childShards) {}

    ShardIterator getShardIterator(GetShardIterator request, Arns arns) {
        KinesisStream stream = lookup.usable(request);
        Shard shard = lookup.readable(stream.state(), request.shardId());
        request.position().check();
        Limits.Shard limited = StreamLookup.limited(stream.state(), shard.number());
        if (!lookup.limits().admitsIterator(limited)) {
            throw ApiException.provisionedThroughputExceeded(StreamLookup.rateExceeded(limited));
        }
        long tick = request.position().firstTick(shard, stream.log(shard).lastTick(), lookup.now());
        return new ShardIterator(iterator(stream.state(), shard, tick));
    }

    Records getRecords(GetRecords request, Arns arns) throws IOException {
        Token iterator = iterator(request.shardIterator());
        KinesisStream stream = lookup.stream(iterator.fields().get(0));
        // read the state first: a shard that is closed in it gets no more records
        StreamState state = stream.state();
        Shard shard = lookup.readable(state, iterator.fields().get(2));
        if (!Long.toString(state.created().toEpochMilli())
                .equals(iterator.fields().get(1))) {
            throw ApiException.resourceNotFound(
                    "the iterator's stream '" + state.name() + "' was deleted and created again; get a new iterator");
        }
        Limits.Shard limited = StreamLookup.limited(state, shard.number());
        if (!lookup.limits().admitsRead(limited)) {
            throw ApiException.provisionedThroughputExceeded(StreamLookup.rateExceeded(limited));
        }
        Instant now = lookup.now();
        long from = Math.max(tick(iterator), SequenceNumber.tickAt(state.horizon(now)));
        int limit = request.limit() == null ? MAX_RECORDS : request.limit();
        RecordBatch batch = stream.log(shard).read(from, limit, MAX_BYTES);
        lookup.limits().chargeRead(limited, batch.sizeBytes());
        List<RecordView> records = RecordView.of(batch.records(), shard);
        if (batch.isEnd() && !shard.isOpen()) {
            return new Records(records, null, 0, ShardView.childrenOf(shard, state.shards()));
        }
        return new Records(records, iterator(state, shard, batch.nextTick()), batch.millisBehind(now), null);
    }

    private String iterator(StreamState stream, Shard shard, long tick) {
        List<String> fields =
                List.of(stream.name(), Long.toString(stream.created().toEpochMilli()), shard.id(), Long.toString(tick));
        return new Token(ITERATOR, lookup.now(), fields).toString();
    }

    private Token iterator(String text) {
        Token token = Token.parse(ITERATOR, 4, text)
                .filter(parsed -> parsed.fields().get(3).matches("[0-9]{1,18}|[1-8][0-9]{18}|9[01][0-9]{17}"))
                .orElseThrow(() -> ApiException.invalidArgument(
                        "shardIterator must be one that this server returned, got '" + text + "'"));
        if (token.isExpired(lookup.now())) {
            throw ApiException.expiredIterator("shardIterator must be used within " + Token.LIFE.toMinutes()
                    + " minutes, and was issued at " + token.issued() + "; get a new one");
        }
        return token;
    }

    private static long tick(Token iterator) {
        return Long.parseLong(iterator.fields().get(3));
    }
}
