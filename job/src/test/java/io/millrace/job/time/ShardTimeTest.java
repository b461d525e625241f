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
        time.advance(1_000, 1_010, true, SETTINGS);
        time.advance(900, 1_020, true, SETTINGS);

        assertThat(time.watermark(1_020, SETTINGS)).isEqualTo(1_000 - 20 - 1);
    }

    @Test
    void timeOfASilentShardAdvancesWithTheClock() {
        time.advance(1_000, 1_010, true, SETTINGS);

        assertThat(time.watermark(2_010, SETTINGS)).isEqualTo(2_000 - 300 - 20 - 1);
    }

    @Test
    void withoutArrivalsThereIsNoClock() {
        time.advance(1_000, Long.MIN_VALUE, false, SETTINGS);

        assertThat(time.watermark(2_000_000, SETTINGS)).isEqualTo(1_000 - 20 - 1);
    }

    @Test
    void timestampFromTheFutureCannotCarryTheShardPastItsArrivals() {
        time.advance(9_999_999, 1_010, true, SETTINGS);

        assertThat(time.watermark(1_020, SETTINGS)).isEqualTo(1_010 - 20 - 1);
        assertThat(time.watermark(2_010, SETTINGS)).isEqualTo(2_010 - 300 - 20 - 1);
    }

    private static final int LAG = 180_000;

    /** Its event is as old as those of a source that lags by minutes. */
    private boolean isLate(long arrival) {
        long passed = time.watermark(arrival, SETTINGS);
        time.advance(arrival - LAG, arrival, true, SETTINGS);
        return arrival - LAG <= passed;
    }

    @Test
    void eventWithoutATimeOfItsOwnTellsNoDelay() {
        assertThat(isLate(1_000_000)).isFalse();
        time.advance(1_000_100, 1_000_100, true, SETTINGS);

        assertThat(isLate(4_600_000)).isFalse();
        assertThat(time.watermark(4_601_000, SETTINGS)).isEqualTo(4_601_000 - LAG - 300 - 20 - 1);
    }

    @Test
    void eventOfATimeToComeTellsNoDelay() {
        assertThat(isLate(1_000_000)).isFalse();
        time.advance(87_400_000, 1_000_100, true, SETTINGS);
        time.advance(1_000_206, 1_000_200, true, SETTINGS);

        assertThat(isLate(4_600_000)).isFalse();
    }

    /** As by a producer whose clock is fast. */
    @Test
    void eventThatIsAheadByNoMoreThanClocksAreHadNoDelay() {
        time.advance(1_000_005, 1_000_000, true, SETTINGS);
        time.advance(990_000, 1_000_000, true, SETTINGS);

        assertThat(time.watermark(2_000_000, SETTINGS)).isEqualTo(2_000_000 - 300 - 20 - 1);
    }

    @Test
    void noDelayIsAssumedUntilAnEventTellsOne() {
        time.advance(1_000_000, 1_000_000, true, SETTINGS);
        assertThat(time.watermark(1_010_000, SETTINGS)).isEqualTo(1_010_000 - 300 - 20 - 1);

        assertThat(isLate(1_020_000)).isTrue();
        assertThat(isLate(1_020_001 + LAG)).isFalse();
    }

    @Test
    void eventThatArrivesSoonerOnceDecidesForTwoPeriodsAtMost() {
        long start = 10 * ShardTime.PERIOD;
        assertThat(isLate(start)).isFalse();
        time.advance(start, start + 10, true, SETTINGS);
        assertThat(isLate(start + LAG + 1_000)).isTrue();
        assertThat(isLate(start + 2 * ShardTime.PERIOD - 1)).isTrue();

        // its rule still decides about the first event after that, and thus about older ones
        long forgotten = start + 2 * ShardTime.PERIOD;
        assertThat(isLate(forgotten)).isTrue();
        assertThat(time.watermark(forgotten, SETTINGS)).isEqualTo(forgotten - 10 - 300 - 20 - 1);
        assertThat(isLate(forgotten + LAG - 10 - 300 - 20 - 1)).isTrue();
        assertThat(isLate(forgotten + LAG - 10 - 300 - 20)).isFalse();
        assertThat(isLate(forgotten + 10 * LAG)).isFalse();
    }

    @Test
    void shortestDelayIsRememberedThroughASilence() {
        time.advance(1_000_000, 1_000_010, true, SETTINGS);
        long muchLater = 1_000_000 + 100 * ShardTime.PERIOD;

        assertThat(time.watermark(muchLater, SETTINGS)).isEqualTo(muchLater - 10 - 300 - 20 - 1);
        time.advance(muchLater - 500, muchLater, true, SETTINGS);
        assertThat(time.watermark(muchLater + 1_000, SETTINGS)).isEqualTo(muchLater + 1_000 - 10 - 300 - 20 - 1);
    }

    @Test
    void childContinuesWithTheShortestDelayOfItsParents() {
        assertThat(isLate(1_000_000)).isFalse();
        ShardTime other = new ShardTime("stream/shard-1");
        other.advance(1_000_000, 1_000_010, true, SETTINGS);
        ShardTime untimed = new ShardTime("stream/shard-2");
        untimed.advance(1_000_000, 1_000_000, true, SETTINGS);

        time.continueFrom(untimed);
        assertThat(time.offset()).isEqualTo(-LAG);
        untimed.continueFrom(time);
        assertThat(untimed.offset()).isEqualTo(-LAG);
        time.continueFrom(other);
        assertThat(time.offset()).isEqualTo(-10);
    }

    @Test
    void outdatedCopyOfTheStateBringsNoDelayBack() {
        ShardTime outdated = new ShardTime("stream/shard-0");
        outdated.advance(1_000_000, 1_000_010, true, SETTINGS);
        outdated.position().checkpoint = 1;
        assertThat(isLate(2_000_000)).isFalse();
        time.position().checkpoint = 2;

        assertThat(ShardTime.merge(outdated, time).offset()).isEqualTo(-LAG);
        assertThat(ShardTime.merge(time, outdated).offset()).isEqualTo(-LAG);
        ShardTime unread = new ShardTime("stream/shard-0");
        unread.position().checkpoint = 3;
        assertThat(ShardTime.merge(unread, outdated).offset()).isEqualTo(-10);
    }

    @Test
    void timesAreEqualByShardAndMaxima() {
        time.advance(1_000, 1_010, true, SETTINGS);
        ShardTime same = new ShardTime("stream/shard-0");
        same.advance(1_000, 1_010, true, SETTINGS);
        ShardTime otherShard = new ShardTime("stream/shard-1");
        otherShard.advance(1_000, 1_010, true, SETTINGS);
        ShardTime otherNewest = new ShardTime("stream/shard-0");
        otherNewest.advance(1_001, 1_011, true, SETTINGS);
        ShardTime otherOffset = new ShardTime("stream/shard-0");
        otherOffset.advance(1_000, 1_011, true, SETTINGS);
        ShardTime otherPeriod = new ShardTime("stream/shard-0");
        otherPeriod.advance(1_000, 1_010, true, SETTINGS);
        otherPeriod.nextPeriod++;
        ShardTime otherEarlierOffset = new ShardTime("stream/shard-0");
        otherEarlierOffset.advance(1_000, 1_010, true, SETTINGS);
        otherEarlierOffset.earlierOffset = -11;

        assertThat(time)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .hasToString("stream/shard-0 newest 1000 offset -10 at null (0)")
                .isNotEqualTo(otherShard)
                .isNotEqualTo(otherNewest)
                .isNotEqualTo(otherOffset)
                .isNotEqualTo(otherPeriod)
                .isNotEqualTo(otherEarlierOffset)
                .isNotEqualTo("stream/shard-0");
        assertThat(time.hashCode()).isNotZero();
    }
}
