package io.millrace.benchmarks.lottery.textbook;

/** A user's coupons, and how many were spent. A Flink POJO. */
public final class Wallet {
    public long coupons;
    public long spent;
}
