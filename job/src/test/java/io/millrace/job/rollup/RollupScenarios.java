package io.millrace.job.rollup;

import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ShardLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random streams with few hot keys, many values and all kinds of errors. */
final class RollupScenarios {
    private static final String[] KEYS = {"a", "a", "a", "a", "b", "b", "c", "d", "e", "f"};

    private RollupScenarios() {}

    /** @param withArrivals whether records have their arrival, as in Kinesis */
    static List<ShardLog> of(long seed, boolean withArrivals) {
        Random random = new Random(seed);
        List<ShardLog> shards = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            // every shard starts with an event: how long an empty shard holds back the watermark is not specified
            shards.add(new ShardLog("measurements", "shard-" + i)
                    .add(withArrivals ? 100 : SourceRecord.NO_ARRIVAL, Records.measurement("first-" + i, "0", 0)));
        }
        long now = 0;
        for (int i = 0; i < 40 + random.nextInt(100); i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(25_000) : random.nextInt(800);
            shards.get(random.nextInt(shards.size()))
                    .add(withArrivals ? now + 100 : SourceRecord.NO_ARRIVAL, record(random, now, withArrivals));
        }
        return shards;
    }

    private static String record(Random random, long now, boolean withArrivals) {
        String key = KEYS[random.nextInt(KEYS.length)];
        int kind = random.nextInt(40);
        if (kind == 0) {
            return "{\"key\":";
        }
        if (kind == 1) {
            return Records.measurement(key, "\"much\"", now);
        }
        if (kind == 2 && withArrivals) {
            return Records.measurement(key, "1", now + 70_000);
        }
        if (kind == 3) {
            return "{\"key\":\"" + key + "\",\"value\":" + value(random) + "}";
        }
        long age = random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(1_500);
        return Records.measurement(key, value(random), Math.max(0, now - age));
    }

    private static String value(Random random) {
        switch (random.nextInt(4)) {
            case 0:
                return String.valueOf(random.nextInt(5));
            case 1:
                return random.nextInt(100) + "." + random.nextInt(100_000);
            case 2:
                return "-" + random.nextInt(100) + "." + random.nextInt(10) + "5";
            default:
                return "9" + random.nextInt(1_000_000) + "e" + (8 + random.nextInt(2));
        }
    }
}
