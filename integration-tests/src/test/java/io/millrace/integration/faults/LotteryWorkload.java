package io.millrace.integration.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.streams.IncomingRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Lotteries start now and then. Users buy coupons, run out of them, and click in order, out of order or far too late, on
 * lotteries that run and on one that never does.
 */
final class LotteryWorkload implements Workload {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final String STARTS = "lottery-events";
    private static final String EVENTS = "user-events";
    private static final int FIRST_LOTTERIES = 8;
    private static final int USERS = 60;
    private static final int NEVER_STARTED = 999_999;

    private final Random random;
    private long lotteries;

    LotteryWorkload(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public String job() {
        return "lottery";
    }

    @Override
    public Map<String, String> settings() {
        return settings(WINDOW);
    }

    /** The key with which releases drew before they had one of their own. */
    static Map<String, String> settings(Duration window) {
        Path key = ClusterProcess.home().resolve("integration-tests/src/test/draw.key");
        return Map.of("draw.key", key.toUri().toString(), "draw.window", window.toSeconds() + " s");
    }

    @Override
    public Map<String, Integer> inputs() {
        return Map.of(STARTS, 2, EVENTS, 2);
    }

    @Override
    public Set<String> outputs() {
        return Set.of("draws");
    }

    @Override
    public String id(String output, JsonNode record) {
        return record.path("drawId").asText();
    }

    @Override
    public Duration settles() {
        return WINDOW.plusSeconds(1);
    }

    @Override
    public List<Put> begin(long nowMillis) {
        List<Put> records = new ArrayList<>();
        while (lotteries < FIRST_LOTTERIES) {
            records.add(start(++lotteries, nowMillis));
        }
        for (int user = 0; user < USERS; user++) {
            records.add(purchase(user, 20));
            records.add(click(user, 1, nowMillis));
        }
        return records;
    }

    @Override
    public List<Put> next(long nowMillis, int count) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(next(nowMillis));
        }
        return records;
    }

    @Override
    public List<Put> specimens(long nowMillis, int count) {
        List<Put> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(
                    switch (i % 3) {
                        case 0 -> start(++lotteries, nowMillis);
                        case 1 -> purchase(i % USERS, 1);
                        default -> click(i % USERS, 1, nowMillis);
                    });
        }
        return records;
    }

    private Put next(long now) {
        int user = random.nextInt(USERS);
        int kind = random.nextInt(1000);
        if (kind < 3) {
            return start(++lotteries, now);
        }
        if (kind < 5) {
            return start(1 + random.nextInt((int) lotteries), now);
        }
        if (kind < 50) {
            return purchase(user, 1 + random.nextInt(30));
        }
        if (kind < 55) {
            return purchase(user, -random.nextInt(3));
        }
        if (kind < 60) {
            return Put.json(EVENTS, user, "{\"type\":\"UserClickEvent\",\"userId\":" + user);
        }
        if (kind < 65) {
            return click(user, NEVER_STARTED, now);
        }
        // most are a moment old, some out of order, some hopelessly late
        long age = kind < 900 ? random.nextInt(50) : kind < 980 ? random.nextInt(1_900) : random.nextInt(20_000);
        return click(user, 1 + random.nextInt((int) lotteries), now - age);
    }

    static Put start(long lottery, long time) {
        return Put.json(
                STARTS,
                lottery,
                "{\"type\":\"LotteryStartEvent\",\"lotteryId\":%d,\"timestamp\":%d}".formatted(lottery, time));
    }

    static Put purchase(long user, long coupons) {
        return Put.json(
                EVENTS,
                user,
                "{\"type\":\"UserBuyCouponEvent\",\"userId\":%d,\"purchasedCoupons\":%d}".formatted(user, coupons));
    }

    static Put click(long user, long lottery, long time) {
        return Put.json(
                EVENTS,
                user,
                "{\"type\":\"UserClickEvent\",\"userId\":%d,\"lotteryId\":%d,\"timestamp\":%d}"
                        .formatted(user, lottery, time));
    }

    /** Every record is a start, a purchase, an entry of a draw, or rejected. */
    @Override
    public List<String> unaccounted(Map<String, List<IncomingRecord>> inputs, Map<String, List<JsonNode>> outputs) {
        long put = inputs.values().stream().mapToLong(List::size).sum();
        long rejected = outputs.get(Deployment.REJECTED).size();
        long repeatedStarts = outputs.get(Deployment.REJECTED).stream()
                .filter(record -> record.path("stream").asText().endsWith(STARTS))
                .count();
        long starts = inputs.get(STARTS).size() - repeatedStarts;
        long purchases = inputs.get(EVENTS).stream()
                .filter(record ->
                        record.text().contains("BuyCoupon") && !record.text().matches(".*:(-\\d+|0)}"))
                .count();
        long entries = outputs.get("draws").stream()
                .mapToLong(draw -> draw.path("entries").asLong())
                .sum();
        return put == starts + purchases + entries + rejected
                ? List.of()
                : List.of("%d records must be as many as %d starts + %d purchases + %d entries + %d rejected"
                        .formatted(put, starts, purchases, entries, rejected));
    }
}
