package io.millrace.benchmarks.endtoend;

import io.millrace.benchmarks.stage.StagePlan;
import java.time.Duration;

/**
 * How long things last on a stage.
 *
 * @param trialMillis each trial of the search for the sustainable load
 * @param narrowings how often the search narrows the gap between a sustained load and one that is too much
 * @param millis each measurement
 * @param bursts how many bursts of a quiet stream
 */
public record StageTimes(long trialMillis, int narrowings, long millis, int bursts) {
    /** How long a load lasts before it is measured: longer than the job's wait for late events. */
    static final long SETTLING_MILLIS = 4_000;

    /** A stage's start, and the load that comes before all measurements. */
    static final Duration TYPICAL_START = Duration.ofMillis(20_000 + SustainableLoad.WARM_UP_MILLIS);

    /** From the end of a trial until all of its results have arrived. */
    private static final long TYPICAL_LAG_MILLIS = 4_000;

    /** Trials before the narrowings: one that does not count, then mostly two, and three if the first load is too much. */
    private static final int TYPICAL_TRIALS = 4;

    /** About how long a trial takes. */
    static Duration typicalTrial(long measuredMillis, StagePlan plan) {
        return Duration.ofMillis(SETTLING_MILLIS + measuredMillis + TYPICAL_LAG_MILLIS + plan.unreadableMillis());
    }

    /** About how long the search for the sustainable load takes. */
    Duration typicalSearch(StagePlan plan) {
        return typicalTrial(trialMillis, plan).multipliedBy(TYPICAL_TRIALS + narrowings);
    }
}
