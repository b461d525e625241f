package io.millrace.benchmarks.results;

import java.io.IOException;
import java.util.function.Predicate;

/** Adds what a run measures to a results file, case by case: a kill loses only the case that is being measured. */
public final class Recorder {
    private final ResultsFile file;
    private final RunConditions run;
    private BenchmarkResults results;

    /**
     * Adds to what is in a file.
     *
     * @throws IOException when it is not a results file
     */
    public Recorder(ResultsFile file, RunConditions run) throws IOException {
        this.file = file;
        this.run = run;
        this.results = file.read();
    }

    /** The id of the run. */
    public String run() {
        return run.id();
    }

    /** All results so far. */
    public BenchmarkResults results() {
        return results;
    }

    public void add(Measured measured) throws IOException {
        write(results.with(run, measured));
    }

    /** Drops those cases of other runs that meet a condition, when this run has measured all such cases again. */
    public void complete(Predicate<Measured> measuredAgain) throws IOException {
        write(results.without(measured -> !measured.run().equals(run.id()) && measuredAgain.test(measured)));
    }

    private void write(BenchmarkResults changed) throws IOException {
        results = changed;
        file.write(changed);
    }
}
