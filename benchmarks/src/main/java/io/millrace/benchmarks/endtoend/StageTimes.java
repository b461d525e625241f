package io.millrace.benchmarks.endtoend;

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
}
