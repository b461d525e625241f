package io.millrace.job.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.connector.Alignment;
import java.util.Properties;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlignedShardsTest {
    private static final long DRIFT = Alignment.MAX_DRIFT.toMillis();
    private static final StreamShardHandle FIRST = shard("first");
    private static final StreamShardHandle SECOND = shard("second");

    private long ofThisSubtask;
    private long ofOthers = Long.MAX_VALUE;
    private boolean fails;
    private final AlignedShards shards = new AlignedShards(own -> {
        if (fails) {
            throw new IllegalStateException("no job master");
        }
        ofThisSubtask = own;
        long least = Math.min(own, ofOthers);
        return least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
    });

    @AfterEach
    void close() {
        shards.close();
    }

    @Test
    void shardWaitsWhileItIsFurtherAheadThanTheDrift() {
        shards.read(FIRST, 1_000 + DRIFT);
        shards.read(SECOND, 2_000 + DRIFT);
        ofOthers = 1_000;
        shards.report();

        assertThat(ofThisSubtask).isEqualTo(1_000 + DRIFT);
        assertThat(shards.mustWait(FIRST)).isFalse();
        assertThat(shards.mustWait(SECOND)).isTrue();

        ofOthers = 2_000;
        shards.report();
        assertThat(shards.mustWait(SECOND)).isFalse();
    }

    @Test
    void nothingWaitsForAShardThatHasEnded() {
        shards.read(FIRST, 1);
        shards.read(SECOND, 2 + DRIFT);
        shards.report();
        assertThat(shards.mustWait(SECOND)).isTrue();

        shards.ended(FIRST);
        shards.report();
        assertThat(shards.mustWait(SECOND)).isFalse();

        shards.ended(SECOND);
        shards.report();
        assertThat(ofThisSubtask).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingWaitsBeforeTheFirstReportOrWithoutAnAnswer() {
        ofOthers = 1;
        shards.read(FIRST, 2 + DRIFT);
        assertThat(shards.mustWait(FIRST)).isFalse();

        shards.report();
        assertThat(shards.mustWait(FIRST)).isTrue();

        fails = true;
        shards.report();
        assertThat(shards.mustWait(FIRST)).isFalse();
    }

    @Test
    void shardThatIsReadAgainDoesNotGoBack() {
        shards.read(FIRST, 5);
        shards.read(FIRST, 3);
        shards.report();

        assertThat(ofThisSubtask).isEqualTo(5);
    }

    @Test
    void inputsWithFanOutAreNotAligned() {
        Alignment both = Alignment.of("both");
        Properties properties = new Properties();
        assertThat(KinesisConnector.aligned(both, properties)).isSameAs(both);

        properties.setProperty("flink.stream.recordpublisher", "EFO");
        assertThat(KinesisConnector.aligned(both, properties).isNone()).isTrue();
    }

    private static StreamShardHandle shard(String id) {
        return new StreamShardHandle("s", new Shard().withShardId(id));
    }
}
