package io.millrace.benchmarks.results;

import java.io.IOException;

/** Adds what a run measures to a results file, case by case: a kill loses only the case that is being measured. */
public final class Recorder {
    private final ResultsFile file;
    private final Run run;
    private Results results;

    /**
     * Adds to what is in a file.
     *
     * @throws IOException when it is not a results file
     */
    public Recorder(ResultsFile file, Run run) throws IOException {
        this.file = file;
        this.run = run;
        this.results = file.read();
    }

    /** The id of the run. */
    public String run() {
        return run.id();
    }

    /** All results so far. */
    public Results results() {
        return results;
    }

    public void add(Throughput measured) throws IOException {
        write(results.with(run, measured));
    }

    /** Drops other runs' throughput of a job, all of which this run has measured again. */
    public void completeThroughput(String job) throws IOException {
        write(results.onlyThroughputOf(run, job));
    }

    private void write(Results changed) throws IOException {
        results = changed;
        file.write(changed);
    }
}
