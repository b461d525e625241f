package io.millrace.job.connector.kafka;

import java.util.List;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/** The state of an enumerator that has not assigned some partitions of its first discovery. */
final class UnassignedPartitions {
    private UnassignedPartitions() {}

    static KafkaSourceEnumState state(Set<TopicPartition> unassigned, boolean discovered) {
        return new KafkaSourceEnumState(
                List.of(),
                unassigned.stream()
                        .map(partition -> new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET))
                        .toList(),
                discovered);
    }
}
