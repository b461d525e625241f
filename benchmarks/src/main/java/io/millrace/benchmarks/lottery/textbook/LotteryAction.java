package io.millrace.benchmarks.lottery.textbook;

/** The start of a lottery, with the fields of its JSON. A Flink POJO. */
public final class LotteryAction {
    public String type = "";
    public long lotteryId;
    public long timestamp;
}
