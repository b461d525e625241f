package io.millrace.job.connector.kafka;

import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;

/** Reads the state of the connector's enumerator. */
final class EnumeratorStates {
    private EnumeratorStates() {}

    /** Whether partitions of the first discovery have not been assigned to a reader yet. */
    static boolean hasUnassigned(KafkaSourceEnumState state) {
        return !state.unassignedInitialPartitions().isEmpty();
    }
}
