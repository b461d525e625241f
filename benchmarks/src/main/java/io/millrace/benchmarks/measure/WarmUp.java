package io.millrace.benchmarks.measure;

/**
 * When a pipeline is warmed up: two successive samples agree in processor time per event. By time alone, a slow pipeline would
 * have run far fewer events, and less compiled code, than a fast one.
 */
final class WarmUp {
    /** What each sample measures. */
    static final Timing SAMPLE = new Timing(0, 3_000);

    /** Code that is still compiled differs by tens of percent. */
    private static final double TOLERANCE = 0.03;

    /** Half a minute: figures that still differ then do so by other load on the machine. */
    private static final int MOST_SAMPLES = 10;

    private int samples;
    private double last = Double.NaN;
    private boolean steady;

    /**
     * Adds the sample that followed the last one.
     *
     * @param cpuNanosPerEvent infinite if no event was processed meanwhile
     */
    void add(double cpuNanosPerEvent) {
        samples++;
        steady = Math.abs(cpuNanosPerEvent - last) <= TOLERANCE * Math.min(cpuNanosPerEvent, last);
        last = cpuNanosPerEvent;
    }

    /** Whether no further sample is needed. */
    boolean done() {
        return steady || samples >= MOST_SAMPLES;
    }
}
