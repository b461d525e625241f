package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.RunMetrics;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.results.Throughput;
import io.millrace.benchmarks.suite.Benchmarks;
import io.millrace.benchmarks.worker.MeasurementResult;
import io.millrace.benchmarks.worker.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures all implementations of one job in turn, so that other load on the machine affects all of them. One state backend
 * after the other, so that no more workers than implementations take memory.
 */
final class ThroughputRun {
    private final String job;
    private final String form;
    private final Plan plan;
    private final Recorder recorder;
    private final PrintWriter progress;
    private final Map<Case, Rounds> rounds = new HashMap<>();

    /**
     * A run of one job.
     *
     * @param form names the kind of run in the results, as in {@code standard}
     * @param progress receives a line for each measurement
     */
    ThroughputRun(String job, String form, Plan plan, Recorder recorder, PrintWriter progress) {
        this.job = job;
        this.form = form;
        this.plan = plan;
        this.recorder = recorder;
        this.progress = progress;
    }

    private record Case(Implementation implementation, Backend backend, Scenario scenario) {}

    /** What was measured of a case so far; the size of state is of its first round. */
    private record Rounds(
            List<Throughput.Round> list, @Nullable Long stateBytes) {}

    void run() throws IOException {
        for (Backend backend : plan.backends()) {
            run(backend);
        }
    }

    private void run(Backend backend) throws IOException {
        Map<Implementation, Worker> workers = new EnumMap<>(Implementation.class);
        try {
            for (Implementation implementation : plan.implementations(Benchmarks.of(job), backend)) {
                Worker worker = Worker.start(job, implementation, backend);
                workers.put(implementation, worker);
                warmUp(implementation, backend, worker);
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Scenario scenario : plan.scenarios(Benchmarks.of(job).traffics())) {
                    for (Map.Entry<Implementation, Worker> worker : workers.entrySet()) {
                        if (worker.getKey() != Implementation.PARSE || scenario.equals(plan.parsing())) {
                            measure(round, new Case(worker.getKey(), backend, scenario), worker.getValue());
                        }
                    }
                }
            }
        } finally {
            workers.values().forEach(Worker::close);
        }
    }

    /** With what is measured first, so that this does not pay for the others. */
    private void warmUp(Implementation implementation, Backend backend, Worker worker) throws IOException {
        Scenario first = plan.scenarios(Benchmarks.of(job).traffics()).get(0);
        RunMetrics last = worker.warmUp(first).measurement();
        progress.printf(
                Locale.ROOT,
                "%s warm-up: %-23s %-7s %6.0f ns CPU for each event at its end%n",
                job,
                implementation.label(),
                label(backend),
                last.cpuNanosPerEvent());
        progress.flush();
    }

    private void measure(int round, Case measured, Worker worker) throws IOException {
        Scenario scenario = measured.scenario();
        MeasurementResult answer =
                round == 1 ? worker.measureWithState(scenario, plan.timing()) : worker.measure(scenario, plan.timing());
        record(measured, answer);
        progress.printf(
                Locale.ROOT,
                "%s round %d: %-23s %-7s %7s keys, %s, parallelism %d: %9.0f events/s, %6.0f ns CPU each (%d checkpoints)%n",
                job,
                round,
                measured.implementation().label(),
                label(measured.backend()),
                new Count(scenario.keys()),
                label(scenario.traffic()).replace('_', ' '),
                scenario.parallelism(),
                answer.measurement().eventsPerSecond(),
                answer.measurement().cpuNanosPerEvent(),
                answer.measurement().checkpoints());
        progress.flush();
    }

    private void record(Case measured, MeasurementResult answer) throws IOException {
        Rounds all = rounds.computeIfAbsent(measured, first -> new Rounds(new ArrayList<>(), answer.stateBytes()));
        all.list().add(round(answer.measurement()));
        Scenario scenario = measured.scenario();
        recorder.add(new Throughput(
                recorder.run(),
                job,
                form,
                measured.implementation().label(),
                label(measured.backend()),
                scenario.keys(),
                label(scenario.traffic()),
                scenario.parallelism(),
                plan.timing().millis() / 1e3,
                all.list(),
                all.stateBytes(),
                null));
    }

    private static Throughput.Round round(RunMetrics metrics) {
        return new Throughput.Round(
                Math.round(metrics.eventsPerSecond()),
                Math.round(metrics.eventsPerCoreSecond()),
                Math.round(metrics.eventsPerSecondAtMost()),
                metrics.checkpoints());
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
