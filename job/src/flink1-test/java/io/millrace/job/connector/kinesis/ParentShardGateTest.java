package io.millrace.job.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

class ParentShardGateTest {
    private static final StreamShardHandle LEFT = shard("s", new Shard().withShardId("left"));
    private static final StreamShardHandle RIGHT = shard("s", new Shard().withShardId("right"));
    private static final StreamShardHandle HALF =
            shard("s", new Shard().withShardId("half").withParentShardId("left"));
    private static final StreamShardHandle BOTH =
            shard("s", new Shard().withShardId("both").withParentShardId("left").withAdjacentParentShardId("right"));

    private final ParentShardGate family = new ParentShardGate();

    @Test
    void gateOfAShardWithoutParentsIsOpen() {
        family.started(LEFT);

        assertThat(family.isOpen(LEFT)).isTrue();
        assertThat(ParentShardGate.parents(LEFT)).isEmpty();
    }

    @Test
    void gateOfASplitShardOpensWhenTheParentHasEnded() {
        family.started(LEFT);
        assertThat(family.isOpen(HALF)).isFalse();

        family.ended(LEFT);
        assertThat(family.isOpen(HALF)).isTrue();
    }

    @Test
    void gateOfAMergedShardOpensWhenBothParentsHaveEnded() {
        family.started(LEFT);
        family.started(RIGHT);
        family.ended(LEFT);
        assertThat(family.isOpen(BOTH)).isFalse();

        family.ended(RIGHT);
        assertThat(family.isOpen(BOTH)).isTrue();
        assertThat(ParentShardGate.parents(BOTH)).containsExactly("left", "right");
    }

    @Test
    void gateIsOpenIfAnotherSubtaskReadsTheParent() {
        assertThat(family.isOpen(HALF)).isTrue();
    }

    @Test
    void shardOfAnotherStreamIsNoParent() {
        family.started(shard("other", new Shard().withShardId("left")));

        assertThat(family.isOpen(HALF)).isTrue();
    }

    private static StreamShardHandle shard(String stream, Shard shard) {
        return new StreamShardHandle(stream, shard);
    }
}
