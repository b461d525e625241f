package io.millrace.benchmarks.endtoend;

import io.millrace.benchmarks.paced.DelayLog;
import io.millrace.benchmarks.results.Latency;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.stage.CoresUsed;
import io.millrace.benchmarks.stage.LoadResult;
import io.millrace.benchmarks.stage.LoadTrial;
import io.millrace.benchmarks.stage.MeasuredStage;
import io.millrace.benchmarks.stage.StagePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Measures latency under shares of the sustainable load, and of a quiet stream. */
public final class LatencyRun {
    private static final List<Integer> PERCENTS = List.of(20, 50, 80);
    private static final int BURST = 20_000;
    /** After a burst, event time goes on without events. */
    private static final long SILENCE_MILLIS = 8_000;

    private final StagePlan plan;
    private final StageTimes times;
    private final Consumer<String> progress;

    /**
     * A run of one job.
     *
     * @param progress receives a line for each measurement
     */
    public LatencyRun(StagePlan plan, StageTimes times, Consumer<String> progress) {
        this.plan = plan;
        this.times = times;
        this.progress = event -> progress.accept(plan.label() + ": " + event);
    }

    /** About how long a run takes: stages differ. */
    public static Duration typicalDuration(StageTimes times, StagePlan plan) {
        return StageTimes.TYPICAL_START
                .plus(times.typicalSearch(plan))
                .plus(StageTimes.typicalTrial(times.millis(), plan).multipliedBy(PERCENTS.size()))
                .plusMillis((times.bursts() + 1) * SILENCE_MILLIS);
    }

    /**
     * Measures all cases.
     *
     * @param recorder receives each when it has been measured
     */
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        try (MeasuredStage stage = MeasuredStage.start(plan, event -> {})) {
            LoadResult highest = SustainableLoad.find(stage, times, progress);
            long sustainable = Math.round(highest.offeredPerSecond());
            LoadTrial trial = new LoadTrial(stage, StageTimes.SETTLING_MILLIS, times.millis());
            for (int percent : PERCENTS) {
                LoadResult result = trial.of(sustainable * percent / 100.0);
                recorder.add(latency(recorder.run(), percent, sustainable, result));
            }
            recorder.add(quiet(recorder.run(), sustainable, stage));
        }
    }

    private Latency quiet(String run, long sustainable, MeasuredStage stage) throws IOException, InterruptedException {
        // results of the load before it come until then
        TimeUnit.MILLISECONDS.sleep(SILENCE_MILLIS + stage.unreadableMillis());
        long begin = System.currentTimeMillis();
        for (int i = 0; i < times.bursts(); i++) {
            stage.load().burst(BURST);
            TimeUnit.MILLISECONDS.sleep(SILENCE_MILLIS);
        }
        TimeUnit.MILLISECONDS.sleep(stage.unreadableMillis());
        LoadResult result = new LoadResult(
                0,
                0,
                0,
                times.bursts() * SILENCE_MILLIS / 1e3,
                stage.log().where(one -> one.due() >= begin),
                0,
                true,
                new CoresUsed(0, 0, 0));
        return latency(run, 0, sustainable, result);
    }

    private Latency latency(String run, int percent, long sustainable, LoadResult result) throws IOException {
        Histogram delays = DelayLog.delays(result.results());
        if (!result.complete()) {
            throw new IOException(
                    "all results must arrive at %d %% of the sustainable load, but some did not".formatted(percent));
        }
        if (delays.getTotalCount() == 0) {
            throw new IOException("results must arrive at %d %% of the sustainable load, got none".formatted(percent));
        }
        Latency measured = new Latency(
                run,
                plan.job(),
                plan.streamsName(),
                plan.runtime().id(),
                plan.backend().option(),
                plan.keys(),
                plan.outOfOrderness().toMillis(),
                percent,
                Math.round(result.offeredPerSecond()),
                sustainable,
                round(result.seconds()),
                delays.getTotalCount(),
                delays.getValueAtPercentile(50),
                delays.getValueAtPercentile(99),
                delays.getMaxValue(),
                result.producerBehindMillis(),
                round(result.cores().flink()),
                round(result.cores().server()),
                round(result.cores().bench()));
        progress.accept("latency at %d %%, %d events/s: p50 %d ms, p99 %d ms, max %d ms (%d results)"
                .formatted(
                        percent,
                        measured.eventsPerSecond(),
                        measured.p50Millis(),
                        measured.p99Millis(),
                        measured.maxMillis(),
                        measured.results()));
        return measured;
    }

    static double round(double figure) {
        return Math.round(figure * 100) / 100.0;
    }
}
