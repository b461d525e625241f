package io.millrace.job.lottery;

import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ShardLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two random streams with all kinds of errors: clicks before, after and without their lottery, too few coupons, late and
 * out-of-order records, second starts, and malformed JSON.
 */
final class Scenarios {
    private static final int LOTTERIES = 4;
    private static final int USERS = 8;

    private final List<ShardLog> lotteryShards = new ArrayList<>();
    private final List<ShardLog> userShards = new ArrayList<>();

    private Scenarios() {}

    /** @param withArrivals whether records have their arrival, as in Kinesis */
    static Scenarios of(long seed, boolean withArrivals) {
        Random random = new Random(seed);
        Scenarios scenario = new Scenarios();
        int lotteryShardCount = 1 + random.nextInt(2);
        for (int i = 0; i < lotteryShardCount; i++) {
            scenario.lotteryShards.add(new ShardLog("lottery-events", "shard-" + i));
        }
        int userShardCount = 1 + random.nextInt(5);
        for (int i = 0; i < userShardCount; i++) {
            scenario.userShards.add(new ShardLog("user-events", "shard-" + i));
        }
        scenario.fill(random, withArrivals);
        return scenario;
    }

    private void fill(Random random, boolean withArrivals) {
        // every shard starts with an event: how long an empty shard holds back the watermark is not specified
        for (ShardLog shard : lotteryShards) {
            add(shard, 0, withArrivals, Specimen.startAt(100 + lotteryShards.indexOf(shard), 0));
        }
        for (ShardLog shard : userShards) {
            add(shard, 0, withArrivals, Specimen.click(1000 + userShards.indexOf(shard), 100, 0));
        }
        long now = 0;
        int events = 40 + random.nextInt(80);
        for (int i = 0; i < events; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(12_000) : random.nextInt(800);
            if (random.nextInt(12) == 0) {
                long lotteryId = random.nextInt(LOTTERIES);
                add(
                        lotteryShards.get((int) lotteryId % lotteryShards.size()),
                        now,
                        withArrivals,
                        start(random, lotteryId, now));
            } else {
                long userId = random.nextInt(USERS);
                add(
                        userShards.get((int) userId % userShards.size()),
                        now,
                        withArrivals,
                        userEvent(random, userId, now));
            }
        }
    }

    private static String start(Random random, long lotteryId, long now) {
        switch (random.nextInt(4)) {
            case 0:
                return Specimen.startAt(lotteryId, now, 1 + random.nextInt(3));
            case 1:
                return Specimen.startAt(lotteryId, Math.max(0, now - random.nextInt(6_000)));
            default:
                return Specimen.startAt(lotteryId, now);
        }
    }

    private static String userEvent(Random random, long userId, long now) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return "{\"type\":";
        }
        if (kind < 5) {
            return Specimen.buy(userId, random.nextInt(4));
        }
        int age = random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(1_500);
        return Specimen.click(userId, random.nextInt(LOTTERIES + 1), Math.max(0, now - age));
    }

    private static void add(ShardLog shard, long now, boolean withArrivals, String json) {
        shard.add(withArrivals ? now + 100 : SourceRecord.NO_ARRIVAL, json);
    }

    List<ShardLog> lotteryShards() {
        return lotteryShards;
    }

    List<ShardLog> userShards() {
        return userShards;
    }

    @Override
    public String toString() {
        return lotteryShards + "\n" + userShards;
    }
}
