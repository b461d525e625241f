package io.millrace.job.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetCommitsTest {
    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);

    private final OffsetCommits commits = new OffsetCommits();

    @Test
    void positionsOfACompletedCheckpointAreCommittedOnce() {
        commits.snapshot(1, List.of(new KafkaPartitionSplit(FIRST, 7), new KafkaPartitionSplit(SECOND, 0)));
        assertThat(commits.takeDue()).isEmpty();

        commits.complete(1);

        assertThat(commits.takeDue())
                .isEqualTo(Map.of(FIRST, new OffsetAndMetadata(7), SECOND, new OffsetAndMetadata(0)));
        assertThat(commits.takeDue()).isEmpty();
    }

    @Test
    void aPartitionThatHasNotBeenReadFromHasNoPosition() {
        commits.snapshot(1, List.of(new KafkaPartitionSplit(FIRST, KafkaPartitionSplit.EARLIEST_OFFSET)));
        commits.complete(1);

        assertThat(commits.takeDue()).isEmpty();
    }

    @Test
    void laterCheckpointReplacesEarlierOnes() {
        commits.snapshot(1, List.of(new KafkaPartitionSplit(FIRST, 7)));
        commits.snapshot(2, List.of(new KafkaPartitionSplit(FIRST, 9)));
        commits.complete(2);
        commits.complete(1);

        assertThat(commits.takeDue()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(9)));
    }
}
