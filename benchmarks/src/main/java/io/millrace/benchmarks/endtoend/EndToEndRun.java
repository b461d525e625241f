package io.millrace.benchmarks.endtoend;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.results.EndToEnd;
import io.millrace.benchmarks.stage.Checkpoint;
import io.millrace.benchmarks.stage.LoadResult;
import io.millrace.benchmarks.stage.LoadTrial;
import io.millrace.benchmarks.stage.MeasuredStage;
import io.millrace.benchmarks.stage.StagePlan;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures throughput, checkpoints, recovery and rescaling of a job. */
public final class EndToEndRun {
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

    /**
     * Measures everything.
     *
     * @param run the id of this run
     */
    public EndToEnd measure(String run) throws IOException, InterruptedException {
        try (MeasuredStage stage = MeasuredStage.start(plan, event -> {})) {
            LoadResult highest = SustainableLoad.find(stage, times, progress);
            LoadResult measured =
                    new LoadTrial(stage, StageTimes.SETTLING_MILLIS, times.millis()).of(highest.offeredPerSecond());
            Checkpoint checkpoint = stage.nextCheckpoint();
            progress.accept("checkpoint: %d bytes, of which it wrote %d, in %d ms"
                    .formatted(checkpoint.stateBytes(), checkpoint.writtenBytes(), checkpoint.millis()));
            double half = highest.offeredPerSecond() / 2;
            OptionalLong recovery = Disturbance.measure(stage, half, stage::killFlink);
            progress.accept("on time again after a kill: " + text(recovery));
            OptionalLong rescale = OptionalLong.empty();
            // a topic has one partition here, which a second subtask cannot share
            if (plan.streams() == StreamBackend.KINESIS) {
                rescale = Disturbance.measure(stage, half, () -> stage.rescale(2));
                progress.accept("on time again after an update to two subtasks: " + text(rescale));
            }
            return new EndToEnd(
                    run,
                    plan.job(),
                    plan.streamsName(),
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
                    checkpoint.stateBytes(),
                    checkpoint.writtenBytes(),
                    checkpoint.millis());
        }
    }

    private static @Nullable Long orNull(OptionalLong millis) {
        return millis.isPresent() ? (Long) millis.getAsLong() : null;
    }

    private static String text(OptionalLong millis) {
        return millis.isPresent() ? millis.getAsLong() + " ms" : "not within two minutes";
    }
}
