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

/** Disturbs a job under load, and measures how long it takes until results are on time again. */
final class Disturbance {
    private static final long BEFORE_MILLIS = 6_000;
    private static final long MORE_DELAY_MILLIS = 500;
    /** For so long results must be on time. */
    private static final long STEADY_MILLIS = 3_000;

    private static final long LONGEST_MILLIS = 120_000;
    private static final long POLL_MILLIS = 100;

    private Disturbance() {}

    /** What disturbs. */
    interface Action {
        void run() throws IOException;
    }

    /** The time from the disturbance to the first result on time, in milliseconds; empty if there is none in two minutes. */
    static OptionalLong measure(MeasuredStage stage, double eventsPerSecond, Action action)
            throws IOException, InterruptedException {
        try (PacedLoad.Running running = stage.load().start(eventsPerSecond)) {
            TimeUnit.MILLISECONDS.sleep(StageTimes.SETTLING_MILLIS);
            long steady = System.currentTimeMillis();
            TimeUnit.MILLISECONDS.sleep(BEFORE_MILLIS);
            long limit = DelayLog.delays(stage.log().where(result -> result.arrival() >= steady))
                            .getMaxValue()
                    + MORE_DELAY_MILLIS;
            long begin = System.currentTimeMillis();
            action.run();
            while (System.currentTimeMillis() < begin + LONGEST_MILLIS) {
                running.requireSending();
                OptionalLong onTime = onTime(stage.log().where(result -> result.due() > begin), limit);
                if (onTime.isPresent()) {
                    return OptionalLong.of(onTime.getAsLong() - begin);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            return OptionalLong.empty();
        }
    }

    /** The arrival of the first result since which all were on time, if that has lasted for a while. */
    static OptionalLong onTime(List<Result> afterwards, long limit) {
        List<Result> ordered = afterwards.stream()
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
}
