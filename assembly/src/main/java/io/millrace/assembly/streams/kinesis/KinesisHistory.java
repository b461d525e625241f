package io.millrace.assembly.streams.kinesis;

import static java.util.stream.Collectors.toCollection;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.ShardHistory;
import io.millrace.assembly.streams.StreamHistory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The shards of a stream, each read once its parents are read to the end. */
final class KinesisHistory {
    /** What a shard accepts in a second. */
    private static final int RECORDS_PER_READ = 1_000;

    private final KinesisClient client;
    private final String streamName;
    private final Instant from;
    private final Instant to;
    /** Later shards have no record that is old enough. */
    private final List<Shard> shards;
    /** The ids of the shards that are not read to the end. */
    private final Set<String> unread;

    private KinesisHistory(KinesisClient client, String streamName, Instant from, Instant to) {
        this.client = client;
        this.streamName = streamName;
        this.from = from;
        this.to = to;
        this.shards = KinesisShards.of(client, streamName);
        this.unread = shards.stream().map(Shard::shardId).collect(toCollection(TreeSet::new));
    }

    /**
     * The history of a stream.
     *
     * @param to not after now
     */
    static StreamHistory of(KinesisClient client, String streamName, Instant from, Instant to) {
        KinesisHistory history = new KinesisHistory(client, streamName, from, to);
        return new StreamHistory(history.shards.stream()
                .filter(shard -> history.parents(shard).isEmpty())
                .map(shard -> history.new OfShard(shard.shardId()))
                .toList());
    }

    /** The ids of its parents that are not read to the end; an expired one has no records. */
    private List<String> parents(Shard shard) {
        return Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                .filter(parent -> parent != null && unread.contains(parent))
                .toList();
    }

    private final class OfShard implements ShardHistory {
        private final String shardId;
        private final Deque<IncomingRecord> buffer = new ArrayDeque<>();
        private @Nullable String iterator;
        /** The sequence number of the last record that was read; empty before the first one. */
        private String last = "";

        OfShard(String shardId) {
            this.shardId = shardId;
            this.iterator = open();
        }

        @Override
        public Optional<IncomingRecord> next() {
            while (buffer.isEmpty() && iterator != null) {
                read(iterator);
            }
            Optional<IncomingRecord> next = Optional.ofNullable(buffer.poll())
                    .filter(record -> !record.arrival().isAfter(to));
            if (next.isEmpty()) {
                iterator = null;
                buffer.clear();
            }
            return next;
        }

        private void read(String position) {
            try {
                GetRecordsResponse response = client.getRecords(
                        request -> request.shardIterator(position).limit(RECORDS_PER_READ));
                response.records().forEach(record -> {
                    buffer.add(KinesisFollower.incoming(shardId, record));
                    last = record.sequenceNumber();
                });
                boolean atEnd = response.records().isEmpty() && response.millisBehindLatest() == 0;
                iterator = atEnd ? null : response.nextShardIterator();
            } catch (ExpiredIteratorException e) {
                iterator = open(); // the records before were played slowly
            } catch (ProvisionedThroughputExceededException e) {
                ReadInterval.await(ReadInterval.LENGTH, streamName);
            }
        }

        private String open() {
            return client.getShardIterator(request -> {
                        request.streamName(streamName).shardId(shardId);
                        if (last.isEmpty()) {
                            request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                                    .timestamp(from);
                        } else {
                            request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                    .startingSequenceNumber(last);
                        }
                    })
                    .shardIterator();
        }

        @Override
        public List<ShardHistory> successors() {
            unread.remove(shardId);
            List<ShardHistory> successors = new ArrayList<>();
            for (Shard shard : shards) {
                boolean isChild =
                        shardId.equals(shard.parentShardId()) || shardId.equals(shard.adjacentParentShardId());
                if (isChild && parents(shard).isEmpty()) {
                    successors.add(new OfShard(shard.shardId()));
                }
            }
            return successors;
        }
    }
}
