package io.millrace.assembly.streams.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads all shards of a stream, also those that a reshard creates. A child shard is read once its parents are read to the
 * end, so that records of one partition key come in order.
 */
final class KinesisFollower implements StreamFollower {
    private static final int RECORDS_PER_READ = 10_000;
    /** Of one call: a stream may hold more than this process has memory. */
    private static final long ENOUGH_BYTES = 16 << 20;

    private final KinesisClient client;
    private final String streamName;
    /** Where the shards are read from that are read from their oldest records otherwise. */
    private final Optional<Instant> start;

    private final Map<String, ShardRecords> shards = new HashMap<>();
    /** Shard id to its next iterator; the shards that were read last are the last. */
    private final Map<String, String> iterators = new LinkedHashMap<>();
    /** Shard id to where it would be opened again: an iterator is valid for five minutes. */
    private final Map<String, Consumer<GetShardIteratorRequest.Builder>> positions = new HashMap<>();

    private final Set<String> readToTheEnd = new TreeSet<>();
    private final Set<String> waiting = new TreeSet<>();
    private Instant lastRead = Instant.EPOCH;

    private KinesisFollower(KinesisClient client, String streamName, Optional<Instant> start) {
        this.client = requireNonNull(client, "client is null");
        this.streamName = requireNonNull(streamName, "streamName is null");
        this.start = start;
    }

    /** Reads a stream from its oldest record on. */
    static KinesisFollower fromStart(KinesisClient client, String streamName) {
        return ofAllShards(new KinesisFollower(client, streamName, Optional.empty()));
    }

    /** Reads the records that arrived at a time or later. */
    static KinesisFollower from(KinesisClient client, String streamName, Instant time) {
        return ofAllShards(new KinesisFollower(client, streamName, Optional.of(time)));
    }

    private static KinesisFollower ofAllShards(KinesisFollower follower) {
        follower.shards().forEach(shard -> follower.waiting.add(shard.shardId()));
        follower.open();
        return follower;
    }

    /** Reads the records that arrive from now on. */
    static KinesisFollower fromNow(KinesisClient client, String streamName) {
        KinesisFollower follower = new KinesisFollower(client, streamName, Optional.empty());
        Instant now = Instant.now();
        for (Shard shard : follower.shards()) {
            if (shard.sequenceNumberRange().endingSequenceNumber() == null) {
                follower.open(shard.shardId(), of(ShardIteratorType.LATEST));
                follower.positions.put(shard.shardId(), at(now));
            } else {
                follower.readToTheEnd.add(shard.shardId());
            }
        }
        return follower;
    }

    @Override
    public List<IncomingRecord> poll() {
        return read((shard, record) -> shard.takenApart(record).stream());
    }

    @Override
    public List<IncomingRecord> pollWhole() {
        return read((shard, record) -> Stream.of(shard.whole(record)));
    }

    /** Reads each shard once, but not one whose consumers have read too much, and none once there is much. */
    private List<IncomingRecord> read(BiFunction<ShardRecords, Record, Stream<IncomingRecord>> incoming) {
        pause();
        List<IncomingRecord> records = new ArrayList<>();
        long bytes = 0;
        boolean ended = false;
        for (String shardId : List.copyOf(iterators.keySet())) {
            if (bytes >= ENOUGH_BYTES) {
                break;
            }
            GetRecordsResponse response;
            try {
                response = client.getRecords(
                        request -> request.shardIterator(iterators.get(shardId)).limit(RECORDS_PER_READ));
            } catch (ProvisionedThroughputExceededException e) {
                continue; // the next poll gets what this one did not
            } catch (ExpiredIteratorException e) {
                open(shardId, Objects.requireNonNull(positions.get(shardId))); // the machine was suspended
                continue;
            }
            ShardRecords shard = Objects.requireNonNull(shards.get(shardId));
            for (Record record : response.records()) {
                incoming.apply(shard, record).forEach(records::add);
                bytes += record.data().asByteArrayUnsafe().length;
            }
            if (!response.records().isEmpty()) {
                Record last = response.records().get(response.records().size() - 1);
                positions.put(shardId, after(last.sequenceNumber()));
            }
            Optional<String> next = Optional.ofNullable(response.nextShardIterator());
            iterators.remove(shardId);
            if (next.isPresent()) {
                iterators.put(shardId, next.get());
            } else {
                positions.remove(shardId);
                readToTheEnd.add(shardId);
                ended = true;
            }
        }
        if (ended) {
            shards().stream()
                    .map(Shard::shardId)
                    .filter(id -> !iterators.containsKey(id) && !readToTheEnd.contains(id))
                    .forEach(waiting::add);
            open();
        }
        return records;
    }

    private void pause() {
        Duration early = Duration.between(Instant.now(), lastRead.plus(ReadInterval.LENGTH));
        if (early.compareTo(ReadInterval.LENGTH) <= 0 && !early.isNegative()) {
            ReadInterval.await(early, streamName);
        }
        lastRead = Instant.now();
    }

    /** Opens the waiting shards whose parents are read to the end. */
    private void open() {
        for (Shard shard : shards()) {
            if (waiting.contains(shard.shardId())
                    && !isUnread(shard.parentShardId())
                    && !isUnread(shard.adjacentParentShardId())) {
                open(shard.shardId(), start.map(KinesisFollower::at).orElse(of(ShardIteratorType.TRIM_HORIZON)));
                waiting.remove(shard.shardId());
            }
        }
    }

    /** Whether a shard may still have unread records; an expired one has none. */
    private boolean isUnread(@Nullable String shardId) {
        return shardId != null && (iterators.containsKey(shardId) || waiting.contains(shardId));
    }

    private void open(String shardId, Consumer<GetShardIteratorRequest.Builder> position) {
        positions.put(shardId, position);
        iterators.put(
                shardId,
                client.getShardIterator(position.andThen(
                                request -> request.streamName(streamName).shardId(shardId)))
                        .shardIterator());
    }

    private static Consumer<GetShardIteratorRequest.Builder> of(ShardIteratorType type) {
        return request -> request.shardIteratorType(type);
    }

    private static Consumer<GetShardIteratorRequest.Builder> at(Instant time) {
        return request ->
                request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(time);
    }

    private static Consumer<GetShardIteratorRequest.Builder> after(String sequenceNumber) {
        return request -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .startingSequenceNumber(sequenceNumber);
    }

    private List<Shard> shards() {
        List<Shard> all = KinesisShards.of(client, streamName);
        all.forEach(shard -> shards.computeIfAbsent(shard.shardId(), id -> new ShardRecords(id, shard.hashKeyRange())));
        return all;
    }

    static IncomingRecord incoming(String shardId, Record record) {
        return new IncomingRecord(
                shardId,
                record.sequenceNumber(),
                record.partitionKey(),
                record.approximateArrivalTimestamp(),
                record.data().asByteArrayUnsafe());
    }
}
