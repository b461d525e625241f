package io.millrace.benchmarks.lottery.textbook;

/** The best entry of a window, and the number of entries. A Flink POJO. */
public final class Leader {
    public long entries;
    public long ticket;
    public long userId;
}
