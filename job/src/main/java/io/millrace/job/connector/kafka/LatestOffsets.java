package io.millrace.job.connector.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The ends of a topic's partitions at the job's first start. {@code OffsetsInitializer.latest()} leaves a placeholder
 * that the reader resolves later; these are offsets, so a restart before the first record resumes at the same place.
 */
final class LatestOffsets implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever brokers) {
        return brokers.endOffsets(partitions);
    }

    @Override
    @SuppressWarnings("deprecation") // by the client of Flink 2, but what the connector asks for
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
