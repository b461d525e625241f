package io.millrace.benchmarks.lottery.textbook;

/** A draw, with the fields of its JSON. A Flink POJO. */
public final class DrawResult {
    public String drawId = "";
    public long lotteryId;
    public long windowStart;
    public long windowEnd;
    public long winner;
    public long entries;
}
