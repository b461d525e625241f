package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ShardPosition;
import io.millrace.connector.kinesis.split.ShardsFinished;
import io.millrace.connector.kinesis.split.ShardsRestored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;

/** A subtask: what it reads, what it has finished, and what is on its way between it and the enumerator. */
final class ModelReader {
    final int subtask;
    /** Positions are sequence numbers, which are counts of records here. */
    final Map<String, KinesisShardSplit> reading = new LinkedHashMap<>();

    final FinishedShards finished = new FinishedShards();
    /** Shards that have been read since the start and not closed. */
    final Set<String> unclosed = new HashSet<>();
    /** Assignments, checkpoints to make, and checkpoints that have completed. */
    final Queue<Object> inbox = new ArrayDeque<>();
    /** What the enumerator gets, in order. */
    final Queue<Object> outbox = new ArrayDeque<>();

    /** Shards that a reader gets at once. */
    record Assignment(List<KinesisShardSplit> shards) {}

    /** A checkpoint that a reader is to take part in. */
    record Barrier(long checkpoint) {}

    /** A checkpoint that has completed. */
    record Completed(long checkpoint) {}

    /** The last thing that a reader sends when it starts. */
    record Registration() {}

    ModelReader(int subtask, List<KinesisShardSplit> restored) {
        this.subtask = subtask;
        if (!restored.isEmpty()) {
            Set<String> unread = new HashSet<>();
            List<FinishedShard> read = new ArrayList<>();
            for (KinesisShardSplit split : restored) {
                if (split.position().isEnd()) {
                    finished.restored(split);
                    read.add(new FinishedShard(split.shardId(), List.of()));
                } else {
                    reading.put(split.shardId(), split);
                    unread.add(split.shardId());
                }
            }
            send(new ShardsRestored(unread));
            if (!read.isEmpty()) {
                send(new ShardsFinished(read));
            }
        }
        outbox.add(new Registration());
        while (finished.pollClosed() != null) {
            // at the start, the schema learns of all of them
        }
    }

    void send(SourceEvent event) {
        outbox.add(event);
    }

    static int offset(KinesisShardSplit split) {
        return split.position().kind() == ShardPosition.Kind.AFTER
                ? Integer.parseInt(split.position().sequence())
                : 0;
    }

    List<KinesisShardSplit> snapshot(long checkpoint) {
        List<KinesisShardSplit> state = new ArrayList<>(reading.values());
        state.addAll(finished.snapshot(checkpoint));
        return state;
    }
}
