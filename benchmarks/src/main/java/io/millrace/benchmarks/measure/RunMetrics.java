package io.millrace.benchmarks.measure;

/**
 * What a run took.
 *
 * @param eventsPerSecond by the clock on the wall
 * @param cpuNanosPerEvent processor time of the whole process: with garbage collection and checkpoints, without compilation
 * @param busiestNanosPerEvent processor time of the busiest thread: what no further subtask or core takes away
 * @param checkpoints how many were completed while events were counted
 */
public record RunMetrics(
        double eventsPerSecond, double cpuNanosPerEvent, double busiestNanosPerEvent, long checkpoints) {
    /** Events per second of processor time. */
    public double eventsPerCoreSecond() {
        return 1e9 / cpuNanosPerEvent;
    }

    /** Events per second that the busiest thread lets through, however many cores there are. */
    public double eventsPerSecondAtMost() {
        return 1e9 / busiestNanosPerEvent;
    }
}
