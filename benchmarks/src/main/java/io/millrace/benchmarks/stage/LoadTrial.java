package io.millrace.benchmarks.stage;

import io.millrace.benchmarks.paced.DelayLog;
import io.millrace.benchmarks.paced.PacedLoad;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Puts a load on a stage and measures. */
public final class LoadTrial {
    private static final long POLL_MILLIS = 50;
    /** How long a job may take for what it has not kept up with. */
    private static final long DRAIN_MILLIS = 300_000;
    /** Event time advances with events. Any job keeps up with so few. */
    private static final double DRAIN_EVENTS_PER_SECOND = 5_000;
    /** How long after the end of a measurement a result may arrive: a system that keeps up needs much less. */
    private static final long LATE_MILLIS = 10_000;
    /** Results that are so late show that the load is too much. */
    private static final long FAR_BEHIND_MILLIS = 20_000;
    /** Looking through all results takes time that the job could use. */
    private static final long LOOK_MILLIS = 1_000;

    private final MeasuredStage stage;
    private final long settlingMillis;
    private final long millis;

    /**
     * Prepares trials of one duration.
     *
     * @param settlingMillis how long the load lasts before it is measured
     * @param millis how long it is measured
     */
    public LoadTrial(MeasuredStage stage, long settlingMillis, long millis) {
        this.stage = stage;
        this.settlingMillis = settlingMillis;
        this.millis = millis;
    }

    private record Totals(long nanos, long events, long flink, long server, long bench) {
        static Totals now(MeasuredStage stage, PacedLoad.Running running) throws IOException {
            return new Totals(
                    System.nanoTime(),
                    running.events(),
                    ProcessTime.nanos(stage.flink()),
                    ProcessTime.nanos(stage.server()),
                    ProcessTime.nanos(ProcessHandle.current()));
        }

        double seconds(Totals before) {
            return (nanos - before.nanos) / 1e9;
        }

        CoresUsed since(Totals before) {
            double elapsed = nanos - before.nanos;
            return new CoresUsed(
                    (flink - before.flink) / elapsed,
                    (server - before.server) / elapsed,
                    (bench - before.bench) / elapsed);
        }
    }

    /** Measures a load, and waits until the job has processed all of it. */
    public LoadResult of(double eventsPerSecond) throws IOException, InterruptedException {
        DelayLog log = stage.log();
        log.clear();
        LoadResult result;
        try (PacedLoad.Running running = stage.load().start(eventsPerSecond)) {
            boolean keepsUp = keepsUp(running, settlingMillis);
            long from = System.currentTimeMillis();
            Totals before = Totals.now(stage, running);
            keepsUp = keepsUp && keepsUp(running, millis);
            Totals after = Totals.now(stage, running);
            long to = System.currentTimeMillis();
            // what is due later arrives only while events go on
            boolean complete = keepsUp && await(from, to);
            var results = log.dueWithin(from, to);
            result = new LoadResult(
                    eventsPerSecond,
                    (after.events() - before.events()) / after.seconds(before),
                    running.mostBehindMillis(),
                    after.seconds(before),
                    results,
                    DelayLog.growth(results, from, to),
                    complete,
                    after.since(before));
        }
        if (!result.complete()) {
            drain();
        }
        return result;
    }

    /** Waits for so long, but not while the load is far too much: all of it has to be processed afterwards. */
    private boolean keepsUp(PacedLoad.Running running, long duration) throws InterruptedException {
        long begin = System.currentTimeMillis();
        while (System.currentTimeMillis() < begin + duration) {
            long newest = Math.max(stage.log().newestDue(), begin);
            if (running.mostBehindMillis() > LoadResult.MOST_BEHIND_MILLIS
                    || System.currentTimeMillis() - newest > FAR_BEHIND_MILLIS + stage.unreadableMillis()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** Waits for a result that is due later, unless the load has turned out to be too much. */
    private boolean await(long from, long to) throws InterruptedException {
        long deadline = System.currentTimeMillis() + LATE_MILLIS + stage.unreadableMillis();
        long look = to;
        while (stage.log().newestDue() < to) {
            long now = System.currentTimeMillis();
            if (now > deadline || (now >= look && isTooMuch(from, to, now))) {
                return false;
            }
            look = now >= look ? now + LOOK_MILLIS : look;
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    private boolean isTooMuch(long from, long to, long now) {
        var results = stage.log().dueWithin(from, to);
        return DelayLog.certainGrowth(results, from, to, now - stage.unreadableMillis())
                > LoadResult.MOST_GROWTH_MILLIS;
    }

    /** Waits until the job has processed what it has not kept up with. */
    private void drain() throws IOException, InterruptedException {
        long end = System.currentTimeMillis();
        try (PacedLoad.Running few = stage.load().start(DRAIN_EVENTS_PER_SECOND)) {
            while (stage.log().newestDue() < end) {
                few.requireSending();
                if (System.currentTimeMillis() > end + DRAIN_MILLIS) {
                    throw new IOException(
                            "after a load that was too much, the job must catch up within %d s, but does not"
                                    .formatted(DRAIN_MILLIS / 1000));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }
}
