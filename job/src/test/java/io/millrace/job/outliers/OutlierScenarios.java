package io.millrace.job.outliers;

import io.millrace.job.replay.ShardLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Distant sources that measure the same keys, each in its own shard: the first stops for good, the second lags by
 * minutes, and all have duplicates and pauses.
 */
final class OutlierScenarios {
    private static final String[] KEYS = {"a", "a", "a", "b", "c"};

    private OutlierScenarios() {}

    /**
     * @param disorder out-of-orderness of a source's records, in milliseconds
     * @param withRejections whether some are late nevertheless, or no measurements
     */
    static List<ShardLog> of(long seed, long disorder, boolean withRejections) {
        Random random = new Random(seed);
        List<ShardLog> shards = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            shards.add(source(random, i, disorder, withRejections));
        }
        return shards;
    }

    private static ShardLog source(Random random, int number, long disorder, boolean withRejections) {
        long lag = number == 1 ? 180_000 : random.nextInt(500);
        long silentFrom = number == 0 ? 20_000 + random.nextInt(20_000) : Long.MAX_VALUE;
        // every shard starts with an event: how long an empty shard holds back the watermark is not specified
        ShardLog shard = new ShardLog("measurements", "shard-" + number)
                .add(lag, OutlierRun.measurement("first-" + number, "0", 0));
        long now = 0;
        for (int i = 0; i < 60 && now < silentFrom; i++) {
            now += random.nextInt(25) == 0 ? random.nextInt(60_000) : random.nextInt(2_000);
            String json = measurement(random, now, disorder, withRejections);
            shard.add(now + lag, json);
            if (random.nextInt(10) == 0) {
                shard.add(now + lag, json);
            }
        }
        return shard;
    }

    private static String measurement(Random random, long now, long disorder, boolean withRejections) {
        boolean late = withRejections && random.nextInt(12) == 0;
        long age = random.nextInt(late ? 30_000 : (int) disorder);
        boolean none = withRejections && random.nextInt(20) == 0;
        return OutlierRun.measurement(
                KEYS[random.nextInt(KEYS.length)], none ? "null" : value(random), Math.max(0, now - age));
    }

    private static String value(Random random) {
        int spread = random.nextInt(12) == 0 ? 100 : 5;
        return 100 + random.nextInt(spread) + "." + random.nextInt(100);
    }
}
