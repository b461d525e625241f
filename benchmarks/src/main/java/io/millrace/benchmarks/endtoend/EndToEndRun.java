package io.millrace.benchmarks.endtoend;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.results.EndToEnd;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.stage.LoadResult;
import io.millrace.benchmarks.stage.LoadTrial;
import io.millrace.benchmarks.stage.MeasuredStage;
import io.millrace.benchmarks.stage.StagePlan;
import io.millrace.local.flink.JobFigures.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures throughput, checkpoints, recovery and rescaling of a job. */
public final class EndToEndRun {
    /** From a kill or an update until results are on time again. */
    private static final long TYPICAL_AWAY_MILLIS = 25_000;

    /** Of them, the steady load has at least this many. */
    private static final int CHECKPOINTS = 2;

    private final StagePlan plan;
    private final StageTimes times;
    private final Consumer<String> progress;

    /**
     * A run of one job.
     *
     * @param progress receives a line for each measurement
     */
    public EndToEndRun(StagePlan plan, StageTimes times, Consumer<String> progress) {
        this.plan = plan;
        this.times = times;
        this.progress = event -> progress.accept(plan.label() + ": " + event);
    }

    /** About how long a run takes: stages differ. */
    public static Duration typicalDuration(StageTimes times, StagePlan plan) {
        long disturbed = Disturbance.BEFORE_MILLIS
                + (rescales(plan.streams()) ? 2 : 1) * (TYPICAL_AWAY_MILLIS + Disturbance.STEADY_MILLIS);
        return StageTimes.TYPICAL_START
                .plus(times.typicalSearch(plan))
                .plus(StageTimes.typicalTrial(steadyMillis(times), plan))
                .plusMillis(StageTimes.SETTLING_MILLIS + disturbed);
    }

    private static long steadyMillis(StageTimes times) {
        return Math.max(times.millis(), CHECKPOINTS * MeasuredStage.CHECKPOINT_INTERVAL.toMillis());
    }

    /** A topic has one partition here, which a second subtask cannot share. */
    private static boolean rescales(StreamBackend streams) {
        return streams == StreamBackend.KINESIS;
    }

    /**
     * Measures everything.
     *
     * @param recorder receives the case before it is disturbed, and again in the end
     */
    public void measure(Recorder recorder) throws IOException, InterruptedException {
        try (MeasuredStage stage = MeasuredStage.start(plan, event -> {})) {
            LoadResult highest = SustainableLoad.find(stage, times, progress);
            Steady steady = steady(stage, highest.offeredPerSecond());
            EndToEnd measured = measured(recorder.run(), steady);
            recorder.add(measured);
            recorder.add(disturbed(stage, steady.load.offeredPerSecond() / 2, measured));
        }
    }

    private record Steady(LoadResult load, Checkpoint checkpoint) {}

    private Steady steady(MeasuredStage stage, double highest) throws IOException, InterruptedException {
        long millis = steadyMillis(times);
        LoadTrial trial = new LoadTrial(stage, StageTimes.SETTLING_MILLIS, millis);
        AtomicLong from = new AtomicLong();
        LoadResult load = SteadyLoad.find(highest, eventsPerSecond -> {
            from.set(System.currentTimeMillis() + StageTimes.SETTLING_MILLIS);
            LoadResult result = trial.of(eventsPerSecond);
            progress.accept(SustainableLoad.text(eventsPerSecond, result));
            return result;
        });
        Checkpoint checkpoint = stage.largestCheckpoint(from.get(), from.get() + millis);
        progress.accept("largest checkpoint: %d bytes, of which it wrote %d, in %d ms"
                .formatted(checkpoint.bytes(), checkpoint.writtenBytes(), checkpoint.durationMillis()));
        return new Steady(load, checkpoint);
    }

    private EndToEnd measured(String run, Steady steady) {
        LoadResult load = steady.load;
        return new EndToEnd(
                run,
                plan.job(),
                plan.streamsName(),
                plan.runtime().id(),
                plan.backend().option(),
                plan.keys(),
                Math.round(load.sentPerSecond()),
                Math.round(load.eventsPerCoreSecond()),
                LatencyRun.round(load.seconds()),
                LatencyRun.round(load.cores().flink()),
                LatencyRun.round(load.cores().server()),
                LatencyRun.round(load.cores().bench()),
                null,
                null,
                steady.checkpoint.bytes(),
                steady.checkpoint.writtenBytes(),
                steady.checkpoint.durationMillis());
    }

    private EndToEnd disturbed(MeasuredStage stage, double eventsPerSecond, EndToEnd measured)
            throws IOException, InterruptedException {
        OptionalLong rescale = OptionalLong.empty();
        try (Disturbance disturbance = Disturbance.under(stage, eventsPerSecond)) {
            OptionalLong recovery = disturbance.measure(stage::killFlink);
            progress.accept("on time again after a kill: " + text(recovery));
            if (rescales(plan.streams()) && recovery.isPresent()) {
                rescale = disturbance.measure(() -> stage.rescale(2));
                progress.accept("on time again after an update to two subtasks: " + text(rescale));
            }
            return measured.disturbed(orNull(recovery), orNull(rescale));
        }
    }

    private static @Nullable Long orNull(OptionalLong millis) {
        return millis.isPresent() ? (Long) millis.getAsLong() : null;
    }

    private static String text(OptionalLong millis) {
        return millis.isPresent()
                ? millis.getAsLong() + " ms"
                : "not within %d s".formatted(Disturbance.LONGEST_MILLIS / 1000);
    }
}
