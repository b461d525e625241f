package io.millrace.benchmarks.paced;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.ShardShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PacedLoadTest {
    private static final long STALL_MILLIS = 300;
    private static final double RATE = 1_000;

    /** A feed whose events are their times. */
    private record Clock() implements Feed {
        @Override
        public int eventsPerMilli() {
            return 1;
        }

        @Override
        public byte[] event(long number, ShardShare share, long time) {
            return Long.toString(time).getBytes(US_ASCII);
        }
    }

    /** A system that does nothing for a while with the events of that time, and then takes all at once. */
    @Test
    void aStalledSystemShowsItsTrueDelay() throws InterruptedException {
        DelayLog log = new DelayLog();
        List<Long> times = new ArrayList<>();
        PacedLoad load = new PacedLoad(Map.of("clock", new Clock()), 1, (stream, shard, events) -> {
            if (times.isEmpty()) {
                sleep();
            }
            long arrival = System.currentTimeMillis();
            for (byte[] event : events) {
                long due = Long.parseLong(new String(event, US_ASCII));
                times.add(due);
                log.add(new DelayLog.Result(due, arrival));
            }
        });

        long behind;
        try (PacedLoad.Running running = load.start(RATE)) {
            while (log.where(any -> true).size() < 2 * STALL_MILLIS) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            behind = running.mostBehindMillis();
        }

        // the events of the stall were due one by one: half of them waited for more than half of it
        Histogram delays = DelayLog.delays(log.dueWithin(times.get(0), times.get(0) + STALL_MILLIS));
        assertThat(delays.getTotalCount()).isEqualTo(STALL_MILLIS);
        assertThat(delays.getMaxValue()).isGreaterThanOrEqualTo(STALL_MILLIS - 10);
        assertThat(delays.getValueAtPercentile(50)).isGreaterThanOrEqualTo(STALL_MILLIS / 2 - 10);
        assertThat(behind).isGreaterThanOrEqualTo(STALL_MILLIS - 10);
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(STALL_MILLIS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A feed whose events are their numbers. */
    private record Numbers(int eventsPerMilli) implements Feed {
        @Override
        public byte[] event(long number, ShardShare share, long time) {
            return Long.toString(number).getBytes(US_ASCII);
        }
    }

    @Test
    void streamsAreInStepAgainAfterALoadThatWasTooMuch() throws InterruptedException {
        Map<String, Long> last = new ConcurrentHashMap<>();
        Map<String, Long> firstAfter = new ConcurrentHashMap<>();
        AtomicBoolean after = new AtomicBoolean();
        PacedLoad load =
                new PacedLoad(Map.of("few", new Numbers(1), "many", new Numbers(3)), 1, (stream, shard, events) -> {
                    if (after.get()) {
                        firstAfter.putIfAbsent(stream, number(events.get(0)));
                    }
                    last.put(stream, number(events.get(events.size() - 1)));
                });
        try (PacedLoad.Running tooMuch = load.start(1e9)) {
            while (tooMuch.events() < 200_000) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        assertThat(last.get("many")).as("both send batches of one size").isLessThan(2 * last.get("few"));

        after.set(true);
        try (PacedLoad.Running running = load.start(RATE)) {
            while (firstAfter.size() < 2) {
                running.requireSending();
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        assertThat(firstAfter.get("many")).isEqualTo(3 * firstAfter.get("few"));
    }

    private static long number(byte[] event) {
        return Long.parseLong(new String(event, US_ASCII));
    }

    @Test
    void theScheduleIsFixedInAdvance() {
        PacedSchedule schedule = new PacedSchedule(5_000, 250);

        assertThat(schedule.due(-1)).isZero();
        assertThat(schedule.due(0)).isEqualTo(1);
        assertThat(schedule.due(TimeUnit.SECONDS.toNanos(2))).isEqualTo(501);
        assertThat(schedule.millis(500)).isEqualTo(7_000);
        assertThat(schedule.due(schedule.nanos(123))).isEqualTo(124);
    }

    @Test
    void delayGrowsOnlyWhileTheSystemFallsBehind() {
        List<DelayLog.Result> constant = new ArrayList<>();
        List<DelayLog.Result> growing = new ArrayList<>();
        for (long due = 0; due < 9_000; due += 100) {
            constant.add(new DelayLog.Result(due, due + 2_000));
            growing.add(new DelayLog.Result(due, due + 2_000 + due / 10));
        }

        assertThat(DelayLog.growth(constant, 0, 9_000)).isZero();
        assertThat(DelayLog.growth(growing, 0, 9_000)).isBetween(400.0, 500.0);
    }

    @Test
    void aPauseForACheckpointIsNoGrowth() {
        List<DelayLog.Result> paused = new ArrayList<>();
        for (long due = 0; due < 9_000; due += 100) {
            paused.add(new DelayLog.Result(due, due + 2_000 + Math.max(0, due - 6_000)));
        }

        assertThat(DelayLog.growth(paused, 0, 9_000)).isZero();
    }
}
