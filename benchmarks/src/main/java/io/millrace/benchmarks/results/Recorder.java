package io.millrace.benchmarks.results;

import java.io.IOException;

/** Adds what a run measures to a results file, case by case: a kill loses only the case that is being measured. */
public final class Recorder {
    private final ResultsFile file;
    private final RunConditions run;
    private BenchmarkResults results;

    /**
     * Adds to what is in a file. Writes it at once, so that a run whose results would be lost ends before it measures.
     *
     * @throws IOException when it is not a results file, or cannot be written
     */
    public Recorder(ResultsFile file, RunConditions run) throws IOException {
        this.file = file;
        this.run = run;
        this.results = file.read();
        file.write(results);
    }

    /** The id of the run. */
    public String run() {
        return run.id();
    }

    /** All results so far. */
    public BenchmarkResults results() {
        return results;
    }

    /** What this run has measured so far. */
    public BenchmarkResults measured() {
        return results.of(run);
    }

    /** Adds a case, in place of an older one of the same id. All others stay, with the run and so the commit that they are from. */
    public void add(Measured measured) throws UnwritableResultsException {
        results = results.with(run, measured);
        file.write(results);
    }
}
