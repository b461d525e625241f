package io.millrace.benchmarks.lottery;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.Share;
import io.millrace.benchmarks.load.Template;

/** Every lottery starts, and no other ever does. */
final class StartFeed implements Feed {
    private static final long serialVersionUID = 1L;

    static final long FIRST_LOTTERY = 100;

    private static final Template START =
            new Template("{\"type\":\"LotteryStartEvent\",\"lotteryId\":###,\"timestamp\":#############}");

    private final int lotteries;

    StartFeed(int lotteries) {
        this.lotteries = lotteries;
    }

    @Override
    public long prelude(Share share) {
        return share.keys(lotteries);
    }

    @Override
    public byte[] prelude(long number, Share share, long time) {
        return START.fill(FIRST_LOTTERY + share.key(number), time);
    }

    @Override
    public int eventsPerMilli() {
        return 0;
    }
}
