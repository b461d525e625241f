package io.millrace.kinesis;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GetShardIterator and GetRecords. An iterator names the next tick to read, so it holds across a restart. */
final class ReadOperations {
    private static final String ITERATOR = "iterator";
    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_BYTES = 10 << 20;

    private final Catalog catalog;

    ReadOperations(Catalog catalog) {
        this.catalog = catalog;
    }

    record GetShardIterator(
            @Nullable String streamName,
            @Nullable String streamARN,
            String shardId,
            StartingPosition.Type shardIteratorType,
            @Nullable String startingSequenceNumber,
            @Nullable Instant timestamp)
            implements OnStream {
        StartingPosition position() {
            return new StartingPosition(shardIteratorType, startingSequenceNumber, timestamp);
        }

        @Override
        public void check(Mistakes mistakes) {
            position().check(mistakes);
        }
    }

    record ShardIterator(String shardIterator) {}

    record GetRecords(String shardIterator, @Nullable Integer limit) implements Request {
        @Override
        public void check(Mistakes mistakes) {
            mistakes.range("limit", limit, 1, MAX_RECORDS);
        }
    }

    /**
     * @param nextShardIterator null at the end of a closed shard
     * @param childShards the shards that go on there; null before
     */
    record Records(
            List<RecordView> records,
            @Nullable String nextShardIterator,
            long millisBehindLatest,
            @Nullable List<ShardView.Child> childShards) {}

    ShardIterator getShardIterator(GetShardIterator request, Arns arns) {
        KinesisStream stream = catalog.stream(request);
        Shard shard = Catalog.shard(stream.state(), request.shardId());
        long tick = request.position().firstTick(shard, stream.log(shard).lastTick(), catalog.now());
        return new ShardIterator(iterator(stream.state(), shard, tick));
    }

    Records getRecords(GetRecords request, Arns arns) throws IOException {
        Token iterator = iterator(request.shardIterator());
        KinesisStream stream = catalog.stream(iterator.fields().get(0));
        // before the read: a shard that is closed here takes no record after it
        StreamState state = stream.state();
        Shard shard = Catalog.shard(state, iterator.fields().get(2));
        if (!Long.toString(state.created().toEpochMilli())
                .equals(iterator.fields().get(1))) {
            throw ApiException.resourceNotFound("the iterator's stream '" + state.name()
                    + "' was deleted, and there is a new one; get a new iterator");
        }
        Instant now = catalog.now();
        long from = Math.max(tick(iterator), SequenceNumber.tickAt(state.horizon(now)));
        int limit = request.limit() == null ? MAX_RECORDS : request.limit();
        Batch batch = stream.log(shard).read(from, limit, MAX_BYTES);
        List<RecordView> records = RecordView.of(batch.records(), shard);
        if (batch.isEnd() && !shard.isOpen()) {
            return new Records(records, null, 0, ShardView.childrenOf(shard, state.shards()));
        }
        return new Records(records, iterator(state, shard, batch.nextTick()), batch.millisBehind(now), null);
    }

    private String iterator(StreamState stream, Shard shard, long tick) {
        List<String> fields =
                List.of(stream.name(), Long.toString(stream.created().toEpochMilli()), shard.id(), Long.toString(tick));
        return new Token(ITERATOR, catalog.now(), fields).toString();
    }

    private Token iterator(String text) {
        Token token = Token.parse(ITERATOR, 4, text)
                .filter(parsed -> parsed.fields().get(3).matches("[0-9]{1,19}"))
                .orElseThrow(() -> ApiException.invalidArgument(
                        "shardIterator must be one that this server returned, got '" + text + "'"));
        if (token.isExpired(catalog.now())) {
            throw ApiException.expiredIterator("shardIterator must be used within " + Token.LIFE.toMinutes()
                    + " minutes, and was issued at " + token.issued() + "; get a new one");
        }
        return token;
    }

    private static long tick(Token iterator) {
        return Long.parseLong(iterator.fields().get(3));
    }
}
