package io.millrace.job.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

class ShardFamilyTest {
    private static final StreamShardHandle LEFT = shard("s", new Shard().withShardId("left"));
    private static final StreamShardHandle RIGHT = shard("s", new Shard().withShardId("right"));
    private static final StreamShardHandle HALF =
            shard("s", new Shard().withShardId("half").withParentShardId("left"));
    private static final StreamShardHandle BOTH =
            shard("s", new Shard().withShardId("both").withParentShardId("left").withAdjacentParentShardId("right"));

    private final ShardFamily family = new ShardFamily();

    @Test
    void shardWithoutParentsIsNext() {
        family.begun(LEFT);

        assertThat(family.isNext(LEFT)).isTrue();
        assertThat(ShardFamily.parents(LEFT)).isEmpty();
    }

    @Test
    void childOfASplitIsNextWhenItsParentHasEnded() {
        family.begun(LEFT);
        assertThat(family.isNext(HALF)).isFalse();

        family.ended(LEFT);
        assertThat(family.isNext(HALF)).isTrue();
    }

    @Test
    void childOfAMergeIsNextWhenBothParentsHaveEnded() {
        family.begun(LEFT);
        family.begun(RIGHT);
        family.ended(LEFT);
        assertThat(family.isNext(BOTH)).isFalse();

        family.ended(RIGHT);
        assertThat(family.isNext(BOTH)).isTrue();
        assertThat(ShardFamily.parents(BOTH)).containsExactly("left", "right");
    }

    @Test
    void childOfAShardThatIsReadElsewhereIsNext() {
        assertThat(family.isNext(HALF)).isTrue();
    }

    @Test
    void shardOfAnotherStreamIsNoParent() {
        family.begun(shard("other", new Shard().withShardId("left")));

        assertThat(family.isNext(HALF)).isTrue();
    }

    private static StreamShardHandle shard(String stream, Shard shard) {
        return new StreamShardHandle(stream, shard);
    }
}
