package io.millrace.job.connector.kafka;

import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.kafka.common.TopicPartition;

/** The state of an enumerator that has not assigned some partitions of its first discovery. */
final class UnassignedPartitions {
    private UnassignedPartitions() {}

    static KafkaSourceEnumState state(Set<TopicPartition> unassigned, boolean discovered) {
        return new KafkaSourceEnumState(Set.of(), unassigned, discovered);
    }
}
