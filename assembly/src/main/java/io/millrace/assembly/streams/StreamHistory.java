package io.millrace.assembly.streams;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Reads the records of a stream between two times, in the order in which they arrived. Records of one partition key come in order; of
 * each shard, a few records are held at a time.
 */
public final class StreamHistory {
    /** The next record of each shard. */
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(head -> head.record().arrival()));

    /** @param shards those that follow no other one */
    public StreamHistory(List<? extends ShardHistory> shards) {
        shards.forEach(this::advance);
    }

    private record Head(IncomingRecord record, ShardHistory shard) {
        Head {
            requireNonNull(record, "record is null");
            requireNonNull(shard, "shard is null");
        }
    }

    /** The next record; empty once there is none. */
    public Optional<IncomingRecord> next() {
        Head oldest = heads.poll();
        if (oldest == null) {
            return Optional.empty();
        }
        advance(oldest.shard());
        return Optional.of(oldest.record());
    }

    private void advance(ShardHistory shard) {
        shard.next().ifPresentOrElse(record -> heads.add(new Head(record, shard)), () -> shard.successors()
                .forEach(this::advance));
    }
}
