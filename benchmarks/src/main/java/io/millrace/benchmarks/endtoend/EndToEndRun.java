package io.millrace.benchmarks.endtoend;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.results.EndToEnd;
import io.millrace.benchmarks.stage.LoadResult;
import io.millrace.benchmarks.stage.LoadTrial;
import io.millrace.benchmarks.stage.MeasuredStage;
import io.millrace.benchmarks.stage.StagePlan;
import io.millrace.local.flink.JobFigures.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures throughput, checkpoints, recovery and rescaling of a job. */
public final class EndToEndRun {
    /** From a kill or an update until results are on time again. */
    private static final long TYPICAL_AWAY_MILLIS = 25_000;

    private static final long TYPICAL_CHECKPOINT_MILLIS = 5_000;

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
                .plus(StageTimes.typicalTrial(times.millis(), plan))
                .plusMillis(TYPICAL_CHECKPOINT_MILLIS + StageTimes.SETTLING_MILLIS + disturbed);
    }

    /** A topic has one partition here, which a second subtask cannot share. */
    private static boolean rescales(StreamBackend streams) {
        return streams == StreamBackend.KINESIS;
    }

    /**
     * Measures everything.
     *
     * @param run the id of this run
     */
    public EndToEnd measure(String run) throws IOException, InterruptedException {
        try (MeasuredStage stage = MeasuredStage.start(plan, event -> {})) {
            LoadResult highest = SustainableLoad.find(stage, times, progress);
            long loaded = System.currentTimeMillis();
            LoadResult measured =
                    new LoadTrial(stage, StageTimes.SETTLING_MILLIS, times.millis()).of(highest.offeredPerSecond());
            Checkpoint checkpoint = stage.checkpointSince(loaded);
            progress.accept("checkpoint: %d bytes, of which it wrote %d, in %d ms"
                    .formatted(checkpoint.bytes(), checkpoint.writtenBytes(), checkpoint.durationMillis()));
            double half = highest.offeredPerSecond() / 2;
            OptionalLong recovery;
            OptionalLong rescale = OptionalLong.empty();
            try (Disturbance disturbance = Disturbance.under(stage, half)) {
                recovery = disturbance.measure(stage::killFlink);
                progress.accept("on time again after a kill: " + text(recovery));
                if (rescales(plan.streams()) && recovery.isPresent()) {
                    rescale = disturbance.measure(() -> stage.rescale(2));
                    progress.accept("on time again after an update to two subtasks: " + text(rescale));
                }
            }
            return new EndToEnd(
                    run,
                    plan.job(),
                    plan.streamsName(),
                    plan.runtime().id(),
                    plan.backend().option(),
                    plan.keys(),
                    Math.round(measured.sentPerSecond()),
                    Math.round(measured.eventsPerCoreSecond()),
                    LatencyRun.round(measured.seconds()),
                    LatencyRun.round(measured.cores().flink()),
                    LatencyRun.round(measured.cores().server()),
                    LatencyRun.round(measured.cores().bench()),
                    orNull(recovery),
                    orNull(rescale),
                    checkpoint.bytes(),
                    checkpoint.writtenBytes(),
                    checkpoint.durationMillis());
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
