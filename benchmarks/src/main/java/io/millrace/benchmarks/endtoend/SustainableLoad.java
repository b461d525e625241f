package io.millrace.benchmarks.endtoend;

import io.millrace.benchmarks.paced.LoadSearch;
import io.millrace.benchmarks.paced.PacedLoad;
import io.millrace.benchmarks.stage.LoadResult;
import io.millrace.benchmarks.stage.LoadTrial;
import io.millrace.benchmarks.stage.MeasuredStage;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The search for the highest load at which the lag does not grow. */
final class SustainableLoad {
    private static final double FIRST = 160_000;
    private static final double WARM_UP = 40_000;

    /** So that the code is compiled. */
    static final long WARM_UP_MILLIS = 8_000;

    private static final long LONGEST_PRELUDE_MILLIS = 300_000;
    private static final long ON_TIME_MILLIS = 6_000;
    private static final long POLL_MILLIS = 100;

    private @Nullable LoadResult best;

    private SustainableLoad() {}

    /** The trial of the highest load that was sustained. */
    static LoadResult find(MeasuredStage stage, StageTimes times, Consumer<String> progress)
            throws IOException, InterruptedException {
        LoadTrial trial = new LoadTrial(stage, StageTimes.SETTLING_MILLIS, times.trialMillis());
        warmUp(stage);
        // a first trial is slower than the same load later, whose code is compiled
        trial.of(FIRST);
        SustainableLoad search = new SustainableLoad();
        double highest = LoadSearch.highest(FIRST, times.narrowings(), load -> {
            LoadResult result = trial.of(load);
            progress.accept(text(load, result));
            if (result.sustained()) {
                search.best = result;
            }
            return result.sustained();
        });
        if (search.best == null) {
            throw new IOException("no load was sustained, not even %.0f events/s".formatted(highest));
        }
        return search.best;
    }

    /** What a trial of a load has shown. */
    static String text(double load, LoadResult result) {
        return String.format(
                Locale.ROOT,
                "%.0f events/s for %.0f s: %s (delay grew by %.0f ms, producer at most %d ms behind; cores: Flink %.2f,"
                        + " server %.2f, producer %.2f)",
                load,
                result.seconds(),
                result.sustained() ? "sustained" : "too much",
                result.growthMillis(),
                result.producerBehindMillis(),
                result.cores().flink(),
                result.cores().server(),
                result.cores().bench());
    }

    /** Returns when the job has processed what must be processed before events, too. */
    private static void warmUp(MeasuredStage stage) throws IOException, InterruptedException {
        try (PacedLoad.Running load = stage.load().start(WARM_UP)) {
            TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS);
            long deadline = System.currentTimeMillis() + LONGEST_PRELUDE_MILLIS;
            while (stage.log().newestDue() < System.currentTimeMillis() - ON_TIME_MILLIS - stage.unreadableMillis()) {
                load.requireSending();
                if (System.currentTimeMillis() > deadline) {
                    throw new IOException("results must be on time at %.0f events/s, but none is within %d s"
                            .formatted(WARM_UP, LONGEST_PRELUDE_MILLIS / 1000));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }
}
