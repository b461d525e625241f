package io.millrace.benchmarks.lottery;

/** Who leads in a window, and among how many. A Flink POJO. */
public final class Leader {
    public long entries;
    public long ticket;
    public long userId;
}
