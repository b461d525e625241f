package io.millrace.benchmarks.stage;

import io.millrace.benchmarks.paced.DelayLog;
import java.util.List;

/**
 * What happened under a load.
 *
 * @param offeredPerSecond the load
 * @param sentPerSecond what the streams took
 * @param producerBehindMillis how long after its time an event was sent, at most
 * @param seconds how long it was measured
 * @param results those that were due meanwhile
 * @param growthMillis by how much the least delay of results has grown
 * @param complete whether all results arrived soon after
 * @param cores what the processes used
 */
public record LoadResult(
        double offeredPerSecond,
        double sentPerSecond,
        long producerBehindMillis,
        double seconds,
        List<DelayLog.Result> results,
        double growthMillis,
        boolean complete,
        CoresUsed cores) {
    static final long MOST_BEHIND_MILLIS = 1_000;
    static final long MOST_GROWTH_MILLIS = 300;

    public LoadResult {
        results = List.copyOf(results);
    }

    /** Whether the lag did not grow, neither of the job nor of the producer. */
    public boolean sustained() {
        return complete
                && !results.isEmpty()
                && producerBehindMillis <= MOST_BEHIND_MILLIS
                && growthMillis <= MOST_GROWTH_MILLIS;
    }

    /** Events a second and core that Flink used. */
    public double eventsPerCoreSecond() {
        return sentPerSecond / cores.flink();
    }
}
