package io.millrace.benchmarks.results;

/** One measured case. */
public interface Measured {
    /** The id of the {@link RunConditions} that measured it. */
    String run();

    String job();

    /** What identifies the case among those of its kind: a later run of the same case replaces it. */
    Object id();
}
