package io.millrace.job.booking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ShardLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two random streams with all kinds of errors: creations and events in either order, late, missing or twice, records
 * repeated with the same and with another value, out of order, and malformed JSON.
 */
final class Scenarios {
    private static final int BOOKINGS = 6;
    private static final String[] TYPES = {
        "PAYMENT_FAILED", "PAYMENT_FAILED", "PAYMENT_SUCCEEDED", "PAYMENT_SUCCEEDED", "CANCELLED", "CONFIRMED", "SEEN"
    };

    private final List<ShardLog> createdShards = new ArrayList<>();
    private final List<ShardLog> eventShards = new ArrayList<>();

    private Scenarios() {}

    /** @param withArrivals whether records have their arrival, as in Kinesis */
    static Scenarios of(long seed, boolean withArrivals) {
        Random random = new Random(seed);
        Scenarios scenario = new Scenarios();
        int createdShardCount = 1 + random.nextInt(2);
        for (int i = 0; i < createdShardCount; i++) {
            scenario.createdShards.add(new ShardLog("booking-created", "shard-" + i));
        }
        int eventShardCount = 1 + random.nextInt(4);
        for (int i = 0; i < eventShardCount; i++) {
            scenario.eventShards.add(new ShardLog("booking-events", "shard-" + i));
        }
        scenario.fill(random, withArrivals);
        return scenario;
    }

    private void fill(Random random, boolean withArrivals) {
        // every shard starts with an event: how long an empty shard holds back the watermark is not specified
        for (ShardLog shard : createdShards) {
            add(shard, 0, withArrivals, Specimen.created("first" + createdShards.indexOf(shard), 1));
        }
        for (ShardLog shard : eventShards) {
            add(shard, 0, withArrivals, Specimen.event("other" + eventShards.indexOf(shard), "SEEN", 1));
        }
        long now = 0;
        int records = 60 + random.nextInt(100);
        for (int i = 0; i < records; i++) {
            now += random.nextInt(25) == 0 ? random.nextInt(15_000) : random.nextInt(500);
            boolean created = random.nextInt(6) == 0;
            List<ShardLog> shards = created ? createdShards : eventShards;
            // some producers write a booking's records to several shards
            ShardLog shard = shards.get(random.nextInt(shards.size()));
            String json = random.nextInt(30) == 0 ? "{\"bookingId\":" : record(random, created, now);
            add(shard, now, withArrivals, json);
            if (random.nextInt(8) == 0) {
                add(shards.get(random.nextInt(shards.size())), now, withArrivals, json);
            }
        }
    }

    private static String record(Random random, boolean created, long now) {
        String bookingId = "b" + random.nextInt(BOOKINGS);
        int age = random.nextInt(15) == 0 ? random.nextInt(9_000) : random.nextInt(1_500);
        // coarse times give equal ones
        long time = Math.max(100, now - age) / 100 * 100;
        String value = String.valueOf(random.nextInt(2));
        return created
                ? Specimen.created(bookingId, time, value)
                : Specimen.event(bookingId, TYPES[random.nextInt(TYPES.length)], time, value);
    }

    /** The same two streams, and then all of their records once more. */
    Scenarios replayed() {
        Scenarios replayed = new Scenarios();
        createdShards.forEach(shard -> replayed.createdShards.add(twice(shard)));
        eventShards.forEach(shard -> replayed.eventShards.add(twice(shard)));
        return replayed;
    }

    private static ShardLog twice(ShardLog shard) {
        ShardLog twice = new ShardLog(shard.stream(), shard.shard());
        List<SourceRecord> records = shard.records();
        records.forEach(record -> twice.add(record.arrivalMillis, new String(record.data, UTF_8)));
        long last = records.get(records.size() - 1).arrivalMillis;
        records.forEach(record -> twice.add(
                record.hasArrival() ? last + record.arrivalMillis : SourceRecord.NO_ARRIVAL,
                new String(record.data, UTF_8)));
        return twice;
    }

    private static void add(ShardLog shard, long now, boolean withArrivals, String json) {
        shard.add(withArrivals ? now + 100 : SourceRecord.NO_ARRIVAL, json);
    }

    List<ShardLog> createdShards() {
        return createdShards;
    }

    List<ShardLog> eventShards() {
        return eventShards;
    }

    @Override
    public String toString() {
        return createdShards + "\n" + eventShards;
    }
}
