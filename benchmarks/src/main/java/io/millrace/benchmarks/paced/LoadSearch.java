package io.millrace.benchmarks.paced;

import java.io.IOException;

/** Finds the highest load that a system sustains, with a bounded number of trials. */
public final class LoadSearch {
    private static final double FACTOR = 4;
    private static final int STEPS = 6;

    private LoadSearch() {}

    /** A trial of a load. */
    public interface Trial {
        /** Whether the system sustains a load, in events per second. */
        boolean sustains(double eventsPerSecond) throws IOException, InterruptedException;
    }

    /**
     * Quadruples the load until it is too much, and then tries the geometric mean of the highest that was sustained and the lowest
     * that was not.
     *
     * @param first the load of the first trial
     * @param narrowings how often to try a mean; after the third, the two are a fifth apart
     * @return the highest load that was sustained
     * @throws IOException when even a 64th of the first load is too much
     */
    public static double highest(double first, int narrowings, Trial trial) throws IOException, InterruptedException {
        double sustained = first;
        double tooMuch = Double.POSITIVE_INFINITY;
        while (!trial.sustains(sustained)) {
            tooMuch = sustained;
            sustained /= FACTOR;
            if (sustained < first / 64) {
                throw new IOException("the job must sustain %.0f events/s, but does not".formatted(first / 64));
            }
        }
        for (int i = 0; i < STEPS && Double.isInfinite(tooMuch); i++) {
            if (trial.sustains(FACTOR * sustained)) {
                sustained *= FACTOR;
            } else {
                tooMuch = FACTOR * sustained;
            }
        }
        for (int i = 0; i < narrowings && !Double.isInfinite(tooMuch); i++) {
            double middle = Math.sqrt(sustained * tooMuch);
            if (trial.sustains(middle)) {
                sustained = middle;
            } else {
                tooMuch = middle;
            }
        }
        return sustained;
    }
}
