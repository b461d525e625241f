package io.millrace.benchmarks;

import io.millrace.benchmarks.BenchmarkResults.Case;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.suite.Benchmarks;
import io.millrace.benchmarks.worker.MeasurementResult;
import io.millrace.benchmarks.worker.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measures all implementations of one job in turn, so that other load on the machine affects all of them. One state backend
 * after the other, so that no more workers than implementations take memory.
 */
final class BenchmarkRun {
    private final String job;
    private final Plan plan;
    private final PrintWriter progress;
    private final BenchmarkResults results = new BenchmarkResults();

    /** @param progress receives a line for each measurement */
    BenchmarkRun(String job, Plan plan, PrintWriter progress) {
        this.job = job;
        this.plan = plan;
        this.progress = progress;
    }

    BenchmarkResults run() throws IOException {
        for (Backend backend : plan.backends()) {
            run(backend);
        }
        return results;
    }

    private void run(Backend backend) throws IOException {
        Map<Implementation, Worker> workers = new EnumMap<>(Implementation.class);
        try {
            for (Implementation implementation : plan.implementations(Benchmarks.of(job), backend)) {
                Worker worker = Worker.start(job, implementation, backend);
                workers.put(implementation, worker);
                worker.measure(plan.parsing(), plan.warmUp());
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

    private void measure(int round, Case measured, Worker worker) throws IOException {
        Scenario scenario = measured.scenario();
        MeasurementResult answer =
                round == 1 ? worker.measureWithState(scenario, plan.timing()) : worker.measure(scenario, plan.timing());
        results.add(measured, answer);
        progress.printf(
                Locale.ROOT,
                "%s round %d: %-8s %-7s %7s keys, %s, parallelism %d: %9.0f events/s, %6.0f ns CPU each (%d checkpoints)%n",
                job,
                round,
                measured.implementation().label(),
                measured.backend().name().toLowerCase(Locale.ROOT),
                new Count(scenario.keys()),
                scenario.traffic().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                scenario.parallelism(),
                answer.measurement().eventsPerSecond(),
                answer.measurement().cpuNanosPerEvent(),
                answer.measurement().checkpoints());
        progress.flush();
    }
}
