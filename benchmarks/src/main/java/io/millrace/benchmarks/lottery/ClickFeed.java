package io.millrace.benchmarks.lottery;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.KeyDistribution;
import io.millrace.benchmarks.load.RecordTemplate;
import io.millrace.benchmarks.load.ShardShare;

/** Every user buys coupons first; then every tenth event is another purchase, and the others are clicks. */
final class ClickFeed implements Feed {
    private static final long serialVersionUID = 1L;

    private static final int EVENTS_PER_MILLI = 250;
    private static final int PURCHASE_EVERY = 10;
    private static final long FIRST_USER = 1_000_000_000;

    private static final RecordTemplate PURCHASE = new RecordTemplate(
            "{\"type\":\"UserBuyCouponEvent\",\"userId\":##########,\"purchasedCoupons\":##,\"timestamp\":#############}");
    private static final RecordTemplate CLICK = new RecordTemplate(
            "{\"type\":\"UserClickEvent\",\"userId\":##########,\"lotteryId\":###,\"timestamp\":#############}");

    private final int users;
    private final int lotteries;

    ClickFeed(int users, int lotteries) {
        this.users = users;
        this.lotteries = lotteries;
    }

    @Override
    public long prelude(ShardShare share) {
        return share.keys(users);
    }

    @Override
    public byte[] prelude(long number, ShardShare share, long time) {
        return PURCHASE.fill(FIRST_USER + share.key(number), 90, time);
    }

    @Override
    public int eventsPerMilli() {
        return EVENTS_PER_MILLI;
    }

    @Override
    public byte[] event(long number, ShardShare share, long time) {
        long user = FIRST_USER + share.key(KeyDistribution.UNIFORM.rank(number, share.keys(users)));
        if (number % PURCHASE_EVERY == 0) {
            return PURCHASE.fill(user, 90, time);
        }
        return CLICK.fill(user, StartFeed.FIRST_LOTTERY + (number + number / PURCHASE_EVERY) % lotteries, time);
    }
}
