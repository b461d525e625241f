package io.millrace.benchmarks;

import io.millrace.benchmarks.Results.Case;
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

/** One job's contenders, measured in turn, so that whatever else the machine does hits all of them. */
final class BenchmarkRun {
    private final String job;
    private final Plan plan;
    private final PrintWriter progress;
    private final Results findings = new Results();

    /** @param progress where each measurement is told of */
    BenchmarkRun(String job, Plan plan, PrintWriter progress) {
        this.job = job;
        this.plan = plan;
        this.progress = progress;
    }

    /** Who is measured where. */
    private record Setup(Implementation contender, Backend backend) {}

    Results run() throws IOException {
        Map<Setup, Worker> workers = new LinkedHashMap<>();
        try {
            for (Setup seat : seats()) {
                Worker worker = Worker.start(job, seat.contender, seat.backend);
                workers.put(seat, worker);
                worker.measure(plan.reading(), plan.warmUp());
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                Setup reading = new Setup(Implementation.PARSE, plan.backends().get(0));
                measure(round, reading, workers, plan.reading());
                for (Scenario scenario : plan.scenarios(Benchmarks.of(job).traffics())) {
                    for (Setup seat : seats()) {
                        if (seat.contender != Implementation.PARSE) {
                            measure(round, seat, workers, scenario);
                        }
                    }
                }
            }
        } finally {
            workers.values().forEach(Worker::close);
        }
        return findings;
    }

    /** Reading keeps no state: one backend is enough for it. */
    private List<Setup> seats() {
        List<Setup> seats = new ArrayList<>();
        seats.add(new Setup(Implementation.PARSE, plan.backends().get(0)));
        for (Backend backend : plan.backends()) {
            seats.add(new Setup(Implementation.MILLRACE, backend));
            seats.add(new Setup(Implementation.TEXTBOOK, backend));
        }
        return seats;
    }

    private void measure(int round, Setup seat, Map<Setup, Worker> workers, Scenario scenario) throws IOException {
        Worker worker = workers.get(seat);
        if (worker == null) {
            throw new IllegalStateException("no worker for " + seat);
        }
        MeasurementResult answer =
                round == 1 ? worker.measureWithState(scenario, plan.effort()) : worker.measure(scenario, plan.effort());
        findings.add(new Case(seat.contender, seat.backend, scenario), answer);
        progress.printf(
                Locale.ROOT,
                "%s round %d: %-8s %-7s %7s keys, %s, parallelism %d: %9.0f events/s, %6.0f ns CPU each (%d checkpoints)%n",
                job,
                round,
                seat.contender.name().toLowerCase(Locale.ROOT),
                seat.backend.name().toLowerCase(Locale.ROOT),
                new Count(scenario.keys()),
                scenario.traffic().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                scenario.parallelism(),
                answer.measurement().eventsPerSecond(),
                answer.measurement().cpuNanosPerEvent(),
                answer.measurement().checkpoints());
        progress.flush();
    }
}
