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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures all implementations of one job in turn, so that other load on the machine affects all of them. */
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

    /** What one worker measures. */
    private record Setup(Implementation implementation, Backend backend) {}

    BenchmarkResults run() throws IOException {
        Map<Setup, Worker> workers = new LinkedHashMap<>();
        try {
            for (Setup setup : setups()) {
                Worker worker = Worker.start(job, setup.implementation, setup.backend);
                workers.put(setup, worker);
                worker.measure(plan.parsing(), plan.warmUp());
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                Setup parsing = new Setup(Implementation.PARSE, plan.backends().get(0));
                measure(round, parsing, workers, plan.parsing());
                for (Scenario scenario : plan.scenarios(Benchmarks.of(job).traffics())) {
                    for (Setup setup : setups()) {
                        if (setup.implementation != Implementation.PARSE) {
                            measure(round, setup, workers, scenario);
                        }
                    }
                }
            }
        } finally {
            workers.values().forEach(Worker::close);
        }
        return results;
    }

    /** Parsing keeps no state: one backend is enough. */
    private List<Setup> setups() {
        List<Setup> setups = new ArrayList<>();
        setups.add(new Setup(Implementation.PARSE, plan.backends().get(0)));
        for (Backend backend : plan.backends()) {
            setups.add(new Setup(Implementation.MILLRACE, backend));
            setups.add(new Setup(Implementation.TEXTBOOK, backend));
        }
        return setups;
    }

    private void measure(int round, Setup setup, Map<Setup, Worker> workers, Scenario scenario) throws IOException {
        Worker worker = workers.get(setup);
        if (worker == null) {
            throw new IllegalStateException("no worker for " + setup);
        }
        MeasurementResult answer =
                round == 1 ? worker.measureWithState(scenario, plan.timing()) : worker.measure(scenario, plan.timing());
        results.add(new Case(setup.implementation, setup.backend, scenario), answer);
        progress.printf(
                Locale.ROOT,
                "%s round %d: %-8s %-7s %7s keys, %s, parallelism %d: %9.0f events/s, %6.0f ns CPU each (%d checkpoints)%n",
                job,
                round,
                setup.implementation.name().toLowerCase(Locale.ROOT),
                setup.backend.name().toLowerCase(Locale.ROOT),
                new Count(scenario.keys()),
                scenario.traffic().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                scenario.parallelism(),
                answer.measurement().eventsPerSecond(),
                answer.measurement().cpuNanosPerEvent(),
                answer.measurement().checkpoints());
        progress.flush();
    }
}
