package io.millrace.benchmarks;

import io.millrace.benchmarks.results.UnwritableResultsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measurements that have failed. One that fails does not end the others, unless its results cannot be written. */
final class FailedMeasurements {
    private final Consumer<String> progress;
    private final List<String> failures = new ArrayList<>();

    /** @param progress receives a line for each failure, when it happens */
    FailedMeasurements(Consumer<String> progress) {
        this.progress = progress;
    }

    /** What may fail. */
    interface Measurement {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Measures, and goes on when this fails.
     *
     * @param label names the measurement in its failure
     * @throws UnwritableResultsException since those of the others could not be written either
     */
    void attempt(String label, Measurement measurement) throws UnwritableResultsException, InterruptedException {
        try {
            measurement.run();
        } catch (UnwritableResultsException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            String failure = label + ": " + (e.getMessage() == null ? e : e.getMessage());
            progress.accept("failed: " + failure);
            failures.add(failure);
        }
    }

    /**
     * Ends with the failures, if there are any.
     *
     * @throws IOException which names all of them
     */
    void requireNone() throws IOException {
        if (!failures.isEmpty()) {
            throw new IOException(String.join("; ", failures));
        }
    }
}
