package io.millrace.connector.kinesis.enumerator;

import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.KinesisEnumeratorState;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ListedShard;
import io.millrace.connector.kinesis.split.ShardPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which shards wait, are being read, and have been read. A shard waits until none of its parents does or is being read. A
 * parent that is unknown has expired, or has ended before the initial position.
 */
final class ShardTracker {
    private final String streamArn;
    private final Map<String, KinesisShardSplit> waiting = new TreeMap<>();
    private final Set<String> assigned;
    private final Set<String> finished;
    /** Who reads or has read a shard, as far as this enumerator knows. */
    private final Map<String, Integer> readers = new HashMap<>();

    private Set<String> listedBefore;
    private boolean initialized;

    ShardTracker(KinesisEnumeratorState state) {
        this.streamArn = state.streamArn();
        this.initialized = state.initialized();
        this.assigned = new HashSet<>(state.assigned());
        this.finished = new HashSet<>(state.finished());
        this.listedBefore = state.finished();
        state.waiting().forEach(split -> waiting.put(split.shardId(), split));
    }

    KinesisEnumeratorState state() {
        return new KinesisEnumeratorState(streamArn, initialized, List.copyOf(waiting.values()), assigned, finished);
    }

    /**
     * Takes all shards of the stream.
     *
     * @param initial where shards are read from that are listed the first time; those that are listed later have come from
     *     these, and are read whole
     */
    void listed(Collection<ListedShard> shards, ShardPosition initial) {
        Set<String> again = initialized ? listedAgain(shards) : Set.of();
        for (ListedShard shard : shards) {
            if (isKnown(shard.shardId())) {
                continue;
            }
            if (again.contains(shard.shardId())) {
                finished.add(shard.shardId());
            } else if (initialized) {
                waiting.put(shard.shardId(), shard.at(ShardPosition.TRIM_HORIZON));
            } else if (initial.kind() == ShardPosition.Kind.LATEST && shard.status() == ListedShard.Status.CLOSED) {
                finished.add(shard.shardId());
            } else {
                waiting.put(shard.shardId(), shard.at(initial));
            }
        }
        initialized = true;
        forgetExpired(shards.stream().map(ListedShard::shardId).collect(Collectors.toSet()));
    }

    /**
     * The shards that had expired, were forgotten, and are listed again, as after a change of the retention period: their
     * children are known, which are never known before their parents.
     */
    private Set<String> listedAgain(Collection<ListedShard> shards) {
        Map<String, Set<String>> children = new HashMap<>();
        shards.forEach(shard -> shard.parentShardIds()
                .forEach(parent -> children.computeIfAbsent(parent, none -> new HashSet<>())
                        .add(shard.shardId())));
        Set<String> again = new HashSet<>();
        List<String> childrenFirst = shards.stream()
                .map(ListedShard::shardId)
                .sorted(Comparator.reverseOrder())
                .toList();
        for (String id : childrenFirst) {
            Set<String> next = children.getOrDefault(id, Set.of());
            if (!isKnown(id)
                    && !next.isEmpty()
                    && next.stream().allMatch(child -> isKnown(child) || again.contains(child))) {
                again.add(id);
            }
        }
        return again;
    }

    /**
     * Forgets what has been read and is listed no more. Not what has never been listed: it may be younger than the listing.
     */
    private void forgetExpired(Set<String> ids) {
        for (String id : listedBefore) {
            if (!ids.contains(id) && finished.remove(id)) {
                readers.remove(id);
            }
        }
        listedBefore = ids;
    }

    /**
     * Takes the report that a shard has been read.
     *
     * @return whether its children are known now
     */
    boolean finished(FinishedShard shard, int reader) {
        assigned.remove(shard.shardId());
        waiting.remove(shard.shardId());
        finished.add(shard.shardId());
        readers.put(shard.shardId(), reader);
        boolean all = !shard.children().isEmpty();
        for (ListedShard child : shard.children()) {
            if (isKnown(child.shardId())) {
                continue;
            }
            if (child.parentShardIds().stream().allMatch(this::isKnown)) {
                waiting.put(child.shardId(), child.at(ShardPosition.TRIM_HORIZON));
            } else {
                all = false;
            }
        }
        return all;
    }

    /** Takes the shards that a restored reader reads. */
    void restored(Set<String> shardIds, int reader) {
        for (String id : shardIds) {
            finished.remove(id);
            waiting.remove(id);
            assigned.add(id);
            readers.put(id, reader);
        }
    }

    /** Takes back shards that a failed reader got after its last checkpoint. */
    void returned(Collection<KinesisShardSplit> splits) {
        for (KinesisShardSplit split : splits) {
            finished.remove(split.shardId());
            assigned.remove(split.shardId());
            readers.remove(split.shardId());
            waiting.put(split.shardId(), split);
        }
    }

    /** The shards that may be read now, by their ids. */
    List<KinesisShardSplit> readable() {
        List<KinesisShardSplit> readable = new ArrayList<>();
        for (KinesisShardSplit split : waiting.values()) {
            if (split.parentShardIds().stream().noneMatch(this::isUnread)) {
                readable.add(split);
            }
        }
        return readable;
    }

    private boolean isUnread(String id) {
        return waiting.containsKey(id) || assigned.contains(id);
    }

    private boolean isKnown(String id) {
        return isUnread(id) || finished.contains(id);
    }

    /** Takes the fact that a reader has got a shard. */
    void assigned(String shardId, int reader) {
        waiting.remove(shardId);
        assigned.add(shardId);
        readers.put(shardId, reader);
    }

    /** The reader of a shard's parent, if that is known. */
    OptionalInt readerOfParent(KinesisShardSplit split) {
        return split.parentShardIds().stream()
                .filter(readers::containsKey)
                .mapToInt(readers::get)
                .findFirst();
    }

    /** How many shards a reader reads. */
    long load(int reader) {
        return assigned.stream()
                .filter(id -> readers.getOrDefault(id, -1) == reader)
                .count();
    }

    /** The shards that have been read, by their ids; a view. */
    Set<String> finished() {
        return Collections.unmodifiableSet(finished);
    }

    boolean isInitialized() {
        return initialized;
    }

    int waiting() {
        return waiting.size();
    }
}
