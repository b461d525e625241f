package io.millrace.benchmarks.aws;

import java.util.List;

/**
 * Published results of the Nexmark benchmark of Flink 1.13 with RocksDB: events a second and core, for orientation. Their queries
 * are Flink SQL over generated rows, without JSON.
 */
public final class Nexmark {
    private static final List<Query> VERSION_1 = List.of(
            new Query("q0", "pass through", 155_000),
            new Query("q5", "hot items: sliding windows, twice", 22_000),
            new Query("q7", "highest bid of each window", 12_000),
            new Query("q8", "join of two windows", 146_000),
            new Query("q11", "sessions of a user", 40_000),
            new Query("q12", "count by user and window of processing time", 76_000),
            new Query("q17", "statistics of a day by auction", 117_000));

    private Nexmark() {}

    /**
     * A query.
     *
     * @param what it computes
     */
    public record Query(String name, String what, int eventsPerCoreSecond) {}

    /** The queries, with the first version's results. */
    public static List<Query> queries() {
        return VERSION_1;
    }
}
