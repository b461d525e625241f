package io.millrace.benchmarks.results;

import java.util.List;

/** One measured case. */
public interface Measured {
    /** The id of the {@link RunConditions} that measured it. */
    String run();

    /** The ids of all that measured it. */
    default List<String> runs() {
        return List.of(run());
    }

    String job();

    /** What identifies the case among those of its kind: a later run of the same case replaces it. */
    Object id();
}
