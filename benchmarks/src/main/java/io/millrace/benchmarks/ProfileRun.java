package io.millrace.benchmarks;

import static java.util.Objects.requireNonNull;

import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.benchmarks.profile.Profiler.Samples;
import io.millrace.benchmarks.results.HotMethods;
import io.millrace.benchmarks.results.HotMethods.HotMethod;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.worker.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;

/** Profiles one job at full load, with each number of keys. */
final class ProfileRun {
    private final String job;
    private final Plan plan;
    private final Recorder recorder;
    private final PrintWriter out;

    /** @param out receives the hottest methods */
    ProfileRun(String job, Plan plan, Recorder recorder, PrintWriter out) {
        this.job = job;
        this.plan = plan;
        this.recorder = recorder;
        this.out = out;
    }

    void run() throws IOException {
        for (Backend backend : plan.backends()) {
            try (Worker worker = Worker.start(job, Implementation.JOB, backend)) {
                for (Scenario scenario : plan.scenarios(EnumSet.of(Traffic.USUAL))) {
                    profile(worker, backend, scenario);
                }
            }
        }
    }

    private void profile(Worker worker, Backend backend, Scenario scenario) throws IOException {
        worker.warmUp(scenario);
        Samples samples = requireNonNull(
                worker.profile(scenario, plan.timing()).profile(), "the worker must answer with a profile");
        recorder.add(new HotMethods(
                recorder.run(),
                job,
                backend.option(),
                scenario.keys(),
                plan.timing().millis() / 1e3,
                samples.samples(),
                samples.hottest()));
        print(backend, scenario, samples);
    }

    private void print(Backend backend, Scenario scenario, Samples samples) {
        out.printf("%s, %s, %d keys: %d samples%n", job, backend.option(), scenario.keys(), samples.samples());
        for (HotMethod hot : samples.hottest()) {
            out.printf("  %5.1f %%  %s%n", 100.0 * hot.samples() / samples.samples(), hot.method());
        }
        out.flush();
    }
}
