package io.millrace.benchmarks;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.endtoend.EndToEndRun;
import io.millrace.benchmarks.endtoend.LatencyRun;
import io.millrace.benchmarks.endtoend.StageTimes;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.results.EndToEnd;
import io.millrace.benchmarks.results.Latency;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.stage.StagePlan;
import io.millrace.benchmarks.suite.Benchmarks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Measures jobs on stages, with each server and state backend. */
final class StageRuns {
    private final List<StreamBackend> streams;
    private final List<Backend> backends;
    private final StageTimes times;
    private final Path home;
    private final Recorder recorder;
    private final Consumer<String> progress;

    StageRuns(
            List<StreamBackend> streams,
            List<Backend> backends,
            StageTimes times,
            Path home,
            Recorder recorder,
            Consumer<String> progress) {
        this.streams = List.copyOf(streams);
        this.backends = List.copyOf(backends);
        this.times = times;
        this.home = home;
        this.recorder = recorder;
        this.progress = progress;
    }

    private interface Measurement {
        void of(StagePlan plan) throws IOException, InterruptedException;
    }

    void latency(String job, int keys) throws IOException, InterruptedException {
        forEachPlan(job, keys, plan -> new LatencyRun(plan, times, progress).measure(recorder.run(), recorder::add));
        recorder.complete(
                measured -> measured instanceof Latency && measured.job().equals(job));
    }

    void endToEnd(String job, int keys) throws IOException, InterruptedException {
        forEachPlan(job, keys, plan -> recorder.add(new EndToEndRun(plan, times, progress).measure(recorder.run())));
        recorder.complete(
                measured -> measured instanceof EndToEnd && measured.job().equals(job));
    }

    private void forEachPlan(String job, int keys, Measurement measurement) throws IOException, InterruptedException {
        for (StreamBackend server : streams) {
            for (Backend backend : backends) {
                measurement.of(new StagePlan(Benchmarks.of(job), server, backend, keys, home));
            }
        }
    }
}
