package io.millrace.benchmarks.measure;

/**
 * The metrics of a measurement.
 *
 * @param eventsPerSecond in wall-clock time
 * @param cpuNanosPerEvent processor time of the process, with garbage collection and checkpoints, without JIT compilation
 * @param busiestNanosPerEvent processor time of the busiest thread, which limits throughput whatever the number of cores
 * @param checkpoints checkpoints completed meanwhile
 */
public record RunMetrics(
        double eventsPerSecond, double cpuNanosPerEvent, double busiestNanosPerEvent, long checkpoints) {
    /** Events per second of processor time. */
    public double eventsPerCoreSecond() {
        return 1e9 / cpuNanosPerEvent;
    }

    /** The throughput that the busiest thread allows, whatever the number of cores. */
    public double eventsPerSecondAtMost() {
        return 1e9 / busiestNanosPerEvent;
    }
}
