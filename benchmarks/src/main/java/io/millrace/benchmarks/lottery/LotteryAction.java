package io.millrace.benchmarks.lottery;

/** A lottery's start, field by field as its JSON. A Flink POJO. */
public final class LotteryAction {
    public String type = "";
    public long lotteryId;
    public long timestamp;
}
