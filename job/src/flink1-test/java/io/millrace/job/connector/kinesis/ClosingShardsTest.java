package io.millrace.job.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class ClosingShardsTest {
    private static final StreamShardHandle PARENT = shard(new Shard().withShardId("parent"));
    private static final StreamShardHandle CHILD =
            shard(new Shard().withShardId("child").withParentShardId("parent"));

    private final Markers markers = new Markers();
    private final ClosingShards closing = new ClosingShards(new ShardMarkers(markers));

    @Test
    void aShardIsClosedWhenItsChildIsOpen() {
        closing.opened(PARENT);
        closing.ended(PARENT);
        closing.discovering();
        assertThat(markers.said).doesNotContain("SHARD_CLOSED parent");

        closing.opened(CHILD);

        assertThat(markers.said)
                .containsSubsequence("SHARD_ENDED parent", "SHARD_OPENED child", "SHARD_CLOSED parent")
                .containsOnlyOnce("SHARD_CLOSED parent");
    }

    @Test
    void aShardWhoseChildIsOpenIsClosedAtItsEnd() {
        closing.opened(PARENT);
        closing.opened(CHILD);
        assertThat(markers.said).doesNotContain("SHARD_CLOSED parent");

        closing.ended(PARENT);

        assertThat(markers.said).endsWith("SHARD_ENDED parent", "SHARD_CLOSED parent");
    }

    @Test
    void aShardWhoseChildAnotherSubtaskReadsIsClosedAfterADiscoveryThatBeganLater() {
        closing.discovering();
        closing.opened(PARENT);
        closing.ended(PARENT);
        closing.discovering();
        assertThat(markers.said).doesNotContain("SHARD_CLOSED parent");

        closing.discovering();
        closing.discovering();

        assertThat(markers.said).containsOnlyOnce("SHARD_CLOSED parent");
    }

    private static StreamShardHandle shard(Shard shard) {
        return new StreamShardHandle("s", shard);
    }

    /** Notes the markers that it gets. */
    private static final class Markers implements SourceFunction.SourceContext<SourceRecord> {
        private final List<String> said = new ArrayList<>();

        @Override
        public void collect(SourceRecord marker) {
            said.add(marker.kind + " " + marker.shard);
        }

        @Override
        public void collectWithTimestamp(SourceRecord marker, long timestamp) {
            throw new AssertionError("markers have no timestamps");
        }

        @Override
        public void emitWatermark(Watermark mark) {
            throw new AssertionError("the source emits no watermarks");
        }

        @Override
        public void markAsTemporarilyIdle() {
            throw new AssertionError("the source is never idle");
        }

        @Override
        public Object getCheckpointLock() {
            return this;
        }

        @Override
        public void close() {}
    }
}
