package io.millrace.benchmarks.lottery;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.RecordTemplate;
import io.millrace.benchmarks.load.ShardShare;

/** Every lottery starts in the prelude, and none after that. */
final class StartFeed implements Feed {
    private static final long serialVersionUID = 1L;

    static final long FIRST_LOTTERY = 100;

    private static final RecordTemplate START =
            new RecordTemplate("{\"type\":\"LotteryStartEvent\",\"lotteryId\":###,\"timestamp\":#############}");

    private final int lotteries;

    StartFeed(int lotteries) {
        this.lotteries = lotteries;
    }

    @Override
    public long prelude(ShardShare share) {
        return share.keys(lotteries);
    }

    @Override
    public byte[] prelude(long number, ShardShare share, long time) {
        return START.fill(FIRST_LOTTERY + share.key(number), time);
    }

    @Override
    public int eventsPerMilli() {
        return 0;
    }
}
