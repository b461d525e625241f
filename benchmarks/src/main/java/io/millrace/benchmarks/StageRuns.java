package io.millrace.benchmarks;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.endtoend.EndToEndRun;
import io.millrace.benchmarks.endtoend.LatencyRun;
import io.millrace.benchmarks.endtoend.StageTimes;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.results.UnwritableResultsException;
import io.millrace.benchmarks.stage.StagePlan;
import io.millrace.benchmarks.suite.Benchmarks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Measures jobs on stages, with each server and state backend. Its progress begins with what there is to do, and about how long
 * it takes.
 */
final class StageRuns {
    private final List<Case> cases;
    private final StageTimes times;
    private final Recorder recorder;
    private final Consumer<String> progress;
    private final FailedMeasurements failures;
    private int done;

    private StageRuns(
            List<Case> cases,
            StageTimes times,
            Recorder recorder,
            FailedMeasurements failures,
            Consumer<String> progress) {
        this.cases = List.copyOf(cases);
        this.times = times;
        this.recorder = recorder;
        this.failures = failures;
        this.progress = progress;
    }

    private enum Kind {
        LATENCY,
        END_TO_END
    }

    private record Case(Kind kind, StagePlan plan) {
        String label() {
            return "%s of %s".formatted(kind == Kind.LATENCY ? "latency" : "end to end", plan.label());
        }

        Duration typicalDuration(StageTimes times) {
            return kind == Kind.LATENCY
                    ? LatencyRun.typicalDuration(times, plan)
                    : EndToEndRun.typicalDuration(times, plan);
        }
    }

    /**
     * What to measure.
     *
     * @param outOfOrderness how long jobs wait for late events
     * @param latencyKeys the number of keys for latency; empty to leave it out
     * @param endToEndKeys the number of keys for end to end; empty to leave it out
     */
    record Scope(
            List<String> jobs,
            List<StreamBackend> streams,
            LocalRuntime runtime,
            List<Backend> backends,
            Duration outOfOrderness,
            OptionalInt latencyKeys,
            OptionalInt endToEndKeys) {
        Scope {
            jobs = List.copyOf(jobs);
            streams = List.copyOf(streams);
            backends = List.copyOf(backends);
        }

        private List<Case> cases(Path home) {
            List<Case> cases = new ArrayList<>();
            for (String job : jobs) {
                latencyKeys.ifPresent(keys -> add(cases, Kind.LATENCY, job, keys, home));
                endToEndKeys.ifPresent(keys -> add(cases, Kind.END_TO_END, job, keys, home));
            }
            return cases;
        }

        private void add(List<Case> cases, Kind kind, String job, int keys, Path home) {
            for (StreamBackend server : streams) {
                for (Backend backend : backends) {
                    cases.add(new Case(
                            kind,
                            new StagePlan(Benchmarks.of(job), server, runtime, backend, keys, outOfOrderness, home)));
                }
            }
        }
    }

    /** Says what will be measured. */
    static StageRuns plan(
            Scope scope,
            StageTimes times,
            Path home,
            Recorder recorder,
            FailedMeasurements failures,
            Consumer<String> progress) {
        StageRuns runs = new StageRuns(scope.cases(home), times, recorder, failures, progress);
        if (!runs.cases.isEmpty()) {
            progress.accept("measuring on local stages, which takes some %d min:".formatted(runs.minutesLeft()));
            runs.cases.forEach(one -> progress.accept("  " + one.label()));
        }
        return runs;
    }

    private long minutesLeft() {
        long seconds = cases.stream()
                .skip(done)
                .mapToLong(one -> one.typicalDuration(times).toSeconds())
                .sum();
        return Math.max(1, Math.round(seconds / 60.0));
    }

    /** Measures what was planned for a job. */
    void measure(String job) throws UnwritableResultsException, InterruptedException {
        for (Case one : cases) {
            if (one.plan.job().equals(job)) {
                progress.accept("case %d of %d, some %d min left: %s"
                        .formatted(done + 1, cases.size(), minutesLeft(), one.label()));
                failures.attempt(one.label(), () -> measure(one));
                done++;
            }
        }
    }

    private void measure(Case one) throws IOException, InterruptedException {
        if (one.kind == Kind.LATENCY) {
            new LatencyRun(one.plan, times, progress).measure(recorder);
        } else {
            new EndToEndRun(one.plan, times, progress).measure(recorder);
        }
    }
}
