package io.millrace.job.connector.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Positions of completed checkpoints, handed from the task to the consumer's thread. They are committed so that the lag
 * of the group can be monitored; a restart resumes from the checkpoint, never from them.
 */
final class OffsetCommits {
    private final NavigableMap<Long, Map<TopicPartition, OffsetAndMetadata>> byCheckpoint = new TreeMap<>();
    private final AtomicReference<Map<TopicPartition, OffsetAndMetadata>> due = new AtomicReference<>(Map.of());

    void snapshot(long checkpointId, List<KafkaPartitionSplit> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (KafkaPartitionSplit position : positions) {
            // a partition that has not been read yet has a placeholder such as "earliest", which is negative
            if (position.getStartingOffset() >= 0) {
                offsets.put(position.getTopicPartition(), new OffsetAndMetadata(position.getStartingOffset()));
            }
        }
        byCheckpoint.put(checkpointId, offsets);
    }

    void complete(long checkpointId) {
        Map<TopicPartition, OffsetAndMetadata> offsets = byCheckpoint.get(checkpointId);
        byCheckpoint.headMap(checkpointId, true).clear();
        if (offsets != null) {
            due.set(offsets);
        }
    }

    /** The offsets to commit, each time only once; empty if there are none. */
    Map<TopicPartition, OffsetAndMetadata> takeDue() {
        return due.getAndSet(Map.of());
    }
}
