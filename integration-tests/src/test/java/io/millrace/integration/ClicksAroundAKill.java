package io.millrace.integration;

import io.millrace.assembly.streams.OutgoingRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** 2,000 clicks of 40 users in 20 batches on lottery 1, and the draws they must give; users with few coupons run out. */
final class ClicksAroundAKill {
    private static final int USERS = 40;
    private static final int CLICKS = 2_000;
    private static final int BATCH = 100;
    private static final long WINDOW = 10_000;
    /** Event time, in milliseconds: two stretches of clicks, with a pause between them that outlasts a kill and a start. */
    private static final long STRETCH = 100_000;

    private static final long PAUSE = 1_000_000;
    /** The batches of the first stretch: the last of them lies between the checkpoint and the kill. */
    private static final int BEFORE_THE_KILL = CLICKS / BATCH / 2;

    private final List<List<OutgoingRecord>> batches = new ArrayList<>();
    private final Map<Long, Integer> entries = new TreeMap<>();

    ClicksAroundAKill() {
        Random random = new Random(1);
        Map<Long, Integer> spent = new HashMap<>();
        for (int i = 0; i < CLICKS; i++) {
            if (i % BATCH == 0) {
                batches.add(new ArrayList<>());
            }
            long userId = random.nextInt(USERS);
            long active = 2 * STRETCH * i / CLICKS;
            long timestamp = active < STRETCH ? active : active + PAUSE;
            batches.get(i / BATCH)
                    .add(new OutgoingRecord(Long.toString(userId), Lottery.clickJson(userId, 1, timestamp)));
            if (spent.merge(userId, 1, Integer::sum) <= coupons(userId)) {
                entries.merge(timestamp - timestamp % WINDOW, 1, Integer::sum);
            }
        }
    }

    private static int coupons(long userId) {
        return 30 + (int) userId;
    }

    /** Starts the lottery and buys the coupons. */
    void begin(Lottery lottery) {
        lottery.start(1, 0);
        lottery.start(3, STRETCH / 2); // advances the lotteries' time, so that the first draws come soon
        for (int userId = 0; userId < USERS; userId++) {
            lottery.buy(userId, coupons(userId));
        }
    }

    List<List<OutgoingRecord>> beforeTheCheckpoint() {
        return batches.subList(0, BEFORE_THE_KILL - 1);
    }

    List<OutgoingRecord> betweenCheckpointAndKill() {
        return batches.get(BEFORE_THE_KILL - 1);
    }

    List<List<OutgoingRecord>> afterTheKill() {
        return batches.subList(BEFORE_THE_KILL, batches.size());
    }

    /** The draws, in the form of {@link #draw}. */
    List<String> draws() {
        return entries.entrySet().stream()
                .map(window -> draw(window.getKey(), window.getValue()))
                .toList();
    }

    /** A draw without its winner, which depends on the stage's key. */
    static String draw(long windowStart, int entries) {
        return "1-%d: %d to %d of %d".formatted(windowStart, windowStart, windowStart + WINDOW, entries);
    }
}
