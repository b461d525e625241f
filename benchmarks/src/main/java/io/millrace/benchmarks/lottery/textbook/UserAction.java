package io.millrace.benchmarks.lottery.textbook;

/** A user's purchase or click, with the fields of its JSON. A Flink POJO. */
public final class UserAction {
    public String type = "";
    public long userId;
    public long purchasedCoupons;
    public long lotteryId;
    public long timestamp;

    boolean isPurchase() {
        return type.equals("UserBuyCouponEvent");
    }
}
