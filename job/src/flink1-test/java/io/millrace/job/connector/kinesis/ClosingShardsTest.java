package io.millrace.job.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

class ClosingShardsTest {
    private static final StreamShardHandle PARENT = shard(new Shard().withShardId("parent"));
    private static final StreamShardHandle CHILD =
            shard(new Shard().withShardId("child").withParentShardId("parent"));

    private final List<String> said = new ArrayList<>();
    private final ClosingShards closing = new ClosingShards(
            new ShardMarkers(new CollectedMarkers(marker -> said.add(marker.kind + " " + marker.shard))));

    @Test
    void aShardIsClosedWhenItsChildIsOpen() {
        closing.opened(PARENT);
        closing.ended(PARENT);
        closing.discovering();
        assertThat(said).doesNotContain("SHARD_CLOSED parent");

        closing.opened(CHILD);

        assertThat(said)
                .containsSubsequence("SHARD_ENDED parent", "SHARD_OPENED child", "SHARD_CLOSED parent")
                .containsOnlyOnce("SHARD_CLOSED parent");
    }

    @Test
    void aShardWhoseChildIsOpenIsClosedAtItsEnd() {
        closing.opened(PARENT);
        closing.opened(CHILD);
        assertThat(said).doesNotContain("SHARD_CLOSED parent");

        closing.ended(PARENT);

        assertThat(said).endsWith("SHARD_ENDED parent", "SHARD_CLOSED parent");
    }

    @Test
    void aShardWhoseChildAnotherSubtaskReadsIsClosedAfterADiscoveryThatBeganLater() {
        closing.discovering();
        closing.opened(PARENT);
        closing.ended(PARENT);
        closing.discovering();
        assertThat(said).doesNotContain("SHARD_CLOSED parent");

        closing.discovering();
        closing.discovering();

        assertThat(said).containsOnlyOnce("SHARD_CLOSED parent");
    }

    private static StreamShardHandle shard(Shard shard) {
        return new StreamShardHandle("s", shard);
    }
}
