package io.millrace.benchmarks.lottery.textbook;

/** An accepted click. A Flink POJO. */
public final class Participation {
    public long lotteryId;
    public long userId;
    public long ticket;

    /** For Flink's serializer. */
    public Participation() {}

    Participation(long lotteryId, long userId, long ticket) {
        this.lotteryId = lotteryId;
        this.userId = userId;
        this.ticket = ticket;
    }
}
