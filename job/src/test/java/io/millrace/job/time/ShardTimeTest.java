package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShardTimeTest {
    private static final EventTimeSettings SETTINGS =
            new EventTimeSettings(Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5), Duration.ZERO);

    private final ShardTime time = new ShardTime("stream/shard-0");

    @Test
    void shardWithoutEventsHasNoWatermark() {
        assertThat(time.watermark(1_000_000, SETTINGS)).isEqualTo(EventReader.NO_TIME);
    }

    @Test
    void watermarkTrailsTheNewestEvent() {
        time.advance(1_000, 1_010, true);
        time.advance(900, 1_020, true);

        assertThat(time.watermark(1_020, SETTINGS)).isEqualTo(1_000 - 20 - 1);
    }

    @Test
    void timeOfASilentShardAdvancesWithTheClock() {
        time.advance(1_000, 1_010, true);

        assertThat(time.watermark(2_010, SETTINGS)).isEqualTo(2_000 - 300 - 20 - 1);
    }

    @Test
    void withoutArrivalsThereIsNoClock() {
        time.advance(1_000, Long.MIN_VALUE, false);

        assertThat(time.watermark(2_000_000, SETTINGS)).isEqualTo(1_000 - 20 - 1);
    }

    @Test
    void timestampFromTheFutureCannotCarryTheShardPastItsArrivals() {
        time.advance(9_999_999, 1_010, true);

        assertThat(time.watermark(1_020, SETTINGS)).isEqualTo(1_010 - 20 - 1);
        assertThat(time.watermark(2_010, SETTINGS)).isEqualTo(2_010 - 300 - 20 - 1);
    }

    @Test
    void timesAreEqualByShardAndBothMaxima() {
        time.advance(1_000, 1_010, true);
        ShardTime same = new ShardTime("stream/shard-0");
        same.advance(1_000, 1_010, true);
        ShardTime otherShard = new ShardTime("stream/shard-1");
        otherShard.advance(1_000, 1_010, true);
        ShardTime otherNewest = new ShardTime("stream/shard-0");
        otherNewest.advance(1_001, 1_011, true);
        ShardTime otherOffset = new ShardTime("stream/shard-0");
        otherOffset.advance(1_000, 1_011, true);

        assertThat(time)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .hasToString("stream/shard-0 newest 1000 offset -10 at null (0)")
                .isNotEqualTo(otherShard)
                .isNotEqualTo(otherNewest)
                .isNotEqualTo(otherOffset)
                .isNotEqualTo("stream/shard-0");
        assertThat(time.hashCode()).isNotZero();
    }
}
