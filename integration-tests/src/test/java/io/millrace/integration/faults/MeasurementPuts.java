package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Measurements of a few keys, most of them of the first keys. */
final class MeasurementPuts {
    static final String INPUT = "measurements";
    static final int KEYS = 12;

    private final Random random;

    MeasurementPuts(long seed) {
        this.random = new Random(seed);
    }

    /** One measurement of each key. */
    List<Put> begin(long nowMillis) {
        List<Put> records = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            records.add(measurement(random.nextInt(1_000), "k" + key, "100", nowMillis));
        }
        return records;
    }

    List<Put> next(long nowMillis, int count) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(next(nowMillis));
        }
        return records;
    }

    private Put next(long now) {
        int kind = random.nextInt(1000);
        // in any shard, so that one key has several sources
        int partition = random.nextInt(1_000);
        if (kind < 5) {
            return Put.json(INPUT, partition, "{\"key\":\"k1\",\"value\":");
        }
        if (kind < 10) {
            return measurement(partition, "k1", "\"much\"", now);
        }
        String key = "k" + random.nextInt(1 + random.nextInt(KEYS));
        String value = "%d.%02d".formatted(kind < 20 ? 400 : 99 + random.nextInt(2), random.nextInt(100));
        // most are a moment old, some out of order, some hopelessly late
        long age = kind < 900 ? random.nextInt(50) : kind < 980 ? random.nextInt(1_900) : random.nextInt(20_000);
        return measurement(partition, key, value, now - age);
    }

    List<Put> specimens(long nowMillis, int count) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(measurement(i, "k" + i % KEYS, "100.5", nowMillis));
        }
        return records;
    }

    static Put measurement(long partition, String key, String value, long time) {
        return Put.json(INPUT, partition, "{\"key\":\"%s\",\"value\":%s,\"timestamp\":%d}".formatted(key, value, time));
    }

    /** Key, value and time of a measurement. */
    static String identity(JsonNode record, String time) {
        return "%s %s at %s"
                .formatted(
                        record.path("key").asText(),
                        record.path("value").decimalValue().stripTrailingZeros().toPlainString(),
                        record.path(time).asText());
    }
}
