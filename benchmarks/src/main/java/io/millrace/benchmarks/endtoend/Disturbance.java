package io.millrace.benchmarks.endtoend;

import io.millrace.benchmarks.paced.DelayLog;
import io.millrace.benchmarks.paced.DelayLog.Result;
import io.millrace.benchmarks.paced.PacedLoad;
import io.millrace.benchmarks.stage.MeasuredStage;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A load under which a job is disturbed, to measure how long it takes until results are on time again. */
final class Disturbance implements AutoCloseable {
    /** How long the load lasts before the first disturbance, after it has settled. */
    static final long BEFORE_MILLIS = 6_000;
    /** For so long results must be on time. */
    static final long STEADY_MILLIS = 3_000;

    static final long LONGEST_MILLIS = 90_000;
    private static final long MORE_DELAY_MILLIS = 500;
    private static final long POLL_MILLIS = 100;

    private final MeasuredStage stage;
    private final PacedLoad.Running load;
    private final long limit;

    private Disturbance(MeasuredStage stage, PacedLoad.Running load, long limit) {
        this.stage = stage;
        this.load = load;
        this.limit = limit;
    }

    /** What disturbs. */
    interface Action {
        void run() throws IOException;
    }

    /**
     * Starts the load.
     *
     * @throws IOException when no results arrive under it
     */
    static Disturbance under(MeasuredStage stage, double eventsPerSecond) throws IOException, InterruptedException {
        PacedLoad.Running load = stage.load().start(eventsPerSecond);
        try {
            TimeUnit.MILLISECONDS.sleep(StageTimes.SETTLING_MILLIS);
            long steady = System.currentTimeMillis();
            TimeUnit.MILLISECONDS.sleep(BEFORE_MILLIS + stage.unreadableMillis());
            List<Result> before = stage.log().where(result -> result.arrival() >= steady);
            if (before.isEmpty()) {
                throw new IOException("results must arrive at %.0f events/s, got none".formatted(eventsPerSecond));
            }
            return new Disturbance(stage, load, DelayLog.delays(before).getMaxValue() + MORE_DELAY_MILLIS);
        } catch (IOException | InterruptedException | RuntimeException e) {
            load.close();
            throw e;
        }
    }

    /**
     * The time from a disturbance to the first result on time after it, in milliseconds; empty if there is none within {@link
     * #LONGEST_MILLIS}. The job goes on until a disturbance stops it, so only what it writes once it runs again counts.
     */
    OptionalLong measure(Action action) throws IOException, InterruptedException {
        long begin = System.currentTimeMillis();
        action.run();
        OptionalLong restart = OptionalLong.empty();
        while (System.currentTimeMillis() < begin + LONGEST_MILLIS) {
            load.requireSending();
            if (restart.isEmpty()) {
                restart = stage.restartedSince(begin);
            }
            if (restart.isPresent()) {
                OptionalLong onTime =
                        onTime(stage.log().where(result -> result.due() > begin), restart.getAsLong(), limit);
                if (onTime.isPresent()) {
                    return OptionalLong.of(onTime.getAsLong() - begin);
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return OptionalLong.empty();
    }

    /** The arrival of the first result after a restart since which all were on time, if that has lasted for a while. */
    static OptionalLong onTime(List<Result> results, long restart, long limit) {
        List<Result> ordered = results.stream()
                .filter(result -> result.arrival() >= restart)
                .sorted(Comparator.comparingLong(Result::arrival))
                .toList();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Result result : ordered) {
            if (result.delay() > limit) {
                first = Long.MAX_VALUE;
            } else if (first == Long.MAX_VALUE) {
                first = result.arrival();
            }
            last = result.arrival();
        }
        return first != Long.MAX_VALUE && last - first >= STEADY_MILLIS ? OptionalLong.of(first) : OptionalLong.empty();
    }

    /** Ends the load. */
    @Override
    public void close() {
        load.close();
    }
}
