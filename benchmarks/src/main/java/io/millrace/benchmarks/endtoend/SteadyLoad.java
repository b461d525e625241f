package io.millrace.benchmarks.endtoend;

import io.millrace.benchmarks.stage.LoadResult;
import java.io.IOException;

/** The highest load for long enough that checkpoints are part of it: what is sustained between two may be too much with them. */
final class SteadyLoad {
    private static final double LESS = 0.8;
    private static final int TRIALS = 4;

    private SteadyLoad() {}

    /** A trial of a load. */
    interface Trial {
        LoadResult of(double eventsPerSecond) throws IOException, InterruptedException;
    }

    /**
     * Takes off a fifth of the load until it is sustained.
     *
     * @throws IOException when a load is still too much that is half as high
     */
    static LoadResult find(double highest, Trial trial) throws IOException, InterruptedException {
        double load = highest;
        for (int i = 0; i < TRIALS; i++) {
            LoadResult result = trial.of(load);
            if (result.sustained()) {
                return result;
            }
            load *= LESS;
        }
        throw new IOException("half of the highest load of short trials, %.0f events/s, must be sustained, but is not"
                .formatted(highest));
    }
}
