package io.millrace.job.lottery;

import static io.millrace.job.lottery.Specimen.SETTINGS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.job.lottery.ticket.Tickets;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.replay.ReferenceClock;
import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A sequential model of the lottery: all lotteries first, then each user's events in order. It shares only the tickets
 * with the job.
 */
final class ReferenceLottery {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long WINDOW = Specimen.WINDOW.toMillis();
    private static final long OUT_OF_ORDERNESS = 2_000;
    private static final long IDLE_TIMEOUT = 3_000;

    private final Tickets tickets = new Tickets(SETTINGS.key());
    private final Map<Long, long[]> lotteries = new HashMap<>();
    private final Map<Long, long[]> accounts = new HashMap<>();
    private final Map<String, List<long[]>> windows = new TreeMap<>();
    private final TreeSet<String> results = new TreeSet<>();

    /** Draws and rejections, each as a line of text. */
    static TreeSet<String> results(List<ShardLog> lotteryShards, List<ShardLog> userShards) {
        ReferenceLottery reference = new ReferenceLottery();
        lotteryShards.forEach(shard -> reference.shard(shard, true));
        userShards.forEach(shard -> reference.shard(shard, false));
        reference.windows.forEach(reference::draw);
        return reference.results;
    }

    /** A user's events are all in one shard, so that processing shard by shard keeps each user's order. */
    private void shard(ShardLog shard, boolean lotteryStream) {
        ReferenceClock clock = new ReferenceClock(OUT_OF_ORDERNESS, IDLE_TIMEOUT);
        for (SourceRecord record : shard.records()) {
            JsonNode json = parse(record);
            if (json == null) {
                reject("NOT_JSON", record);
                continue;
            }
            boolean click = json.path("type").asText().equals("UserClickEvent");
            if (!lotteryStream && !click) {
                buy(json, record);
                continue;
            }
            Long timestamp = json.has("timestamp") ? json.get("timestamp").asLong() : null;
            long time = ReferenceClock.time(timestamp, record);
            if (clock.isLate(time, click ? windowStart(time) + WINDOW - 1 : time, record)) {
                reject("LATE", record);
            } else if (click) {
                click(json, time, record);
            } else {
                start(json, time, record);
            }
        }
    }

    private static JsonNode parse(SourceRecord record) {
        try {
            return JSON.readTree(record.data);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long windowStart(long time) {
        return Math.floorDiv(time, WINDOW) * WINDOW;
    }

    private void start(JsonNode json, long time, SourceRecord record) {
        long end = json.has("prizes") ? windowStart(time) + json.get("prizes").asLong() * WINDOW : Long.MAX_VALUE;
        if (lotteries.putIfAbsent(json.get("lotteryId").asLong(), new long[] {time, end}) != null) {
            reject("ALREADY_STARTED", record);
        }
    }

    private void buy(JsonNode json, SourceRecord record) {
        long coupons = json.get("purchasedCoupons").asLong();
        if (coupons <= 0) {
            reject("NOT_POSITIVE", record);
            return;
        }
        account(json)[0] += coupons;
    }

    private long[] account(JsonNode json) {
        return accounts.computeIfAbsent(json.get("userId").asLong(), userId -> new long[2]);
    }

    private void click(JsonNode json, long time, SourceRecord record) {
        long lotteryId = json.get("lotteryId").asLong();
        long[] lottery = lotteries.get(lotteryId);
        if (lottery == null || time < lottery[0] || time >= lottery[1]) {
            reject("INACTIVE_LOTTERY", record);
            return;
        }
        long[] account = account(json);
        if (account[0] == 0) {
            reject("NO_COUPON", record);
            return;
        }
        account[0]--;
        account[1]++;
        long userId = json.get("userId").asLong();
        windows.computeIfAbsent(lotteryId + " " + windowStart(time), key -> new ArrayList<>())
                .add(new long[] {tickets.ticket(lotteryId, windowStart(time), userId, account[1]), userId});
    }

    private void draw(String window, List<long[]> entries) {
        long[] best = entries.get(0);
        for (long[] entry : entries) {
            if (Long.compareUnsigned(entry[0], best[0]) < 0) {
                best = entry;
            }
        }
        long lotteryId = Long.parseLong(window.split(" ")[0]);
        long start = Long.parseLong(window.split(" ")[1]);
        results.add(line(new Draw(lotteryId, start, start + WINDOW, best[1], entries.size())));
    }

    private void reject(String code, SourceRecord record) {
        results.add(Replay.rejection(code, record));
    }

    static String line(Draw draw) {
        return "draw " + draw.id() + " to " + draw.windowEnd + ": " + draw.winner + " of " + draw.entries;
    }
}
