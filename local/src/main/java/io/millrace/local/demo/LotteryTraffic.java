package io.millrace.local.demo;

import io.millrace.assembly.streams.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Generates the events of the users of two lotteries. One record in {@value #INVALID_EVERY} is invalid, and must be
 * rejected without disturbing the others.
 */
final class LotteryTraffic {
    static final int INVALID_EVERY = 200;
    private static final int LOTTERIES = 2;
    private static final int USERS = 100;
    private static final int COUPONS = 1_000;
    private static final int UNKNOWN_USER = 9_999;
    private static final int UNKNOWN_LOTTERY = 99;

    private final RandomGenerator random;
    private final int[] coupons = new int[USERS + 1];
    private long made;

    LotteryTraffic(RandomGenerator random) {
        this.random = random;
    }

    /** The events that start the lotteries. */
    List<OutgoingRecord> lotteryStarts() {
        return IntStream.rangeClosed(1, LOTTERIES)
                .mapToObj(lottery ->
                        record(lottery, "{\"type\":\"LotteryStartEvent\",\"lotteryId\":%d}".formatted(lottery)))
                .toList();
    }

    /** The next events of users: clicks, purchases of the coupons that these take, and some invalid records. */
    List<OutgoingRecord> userEvents(int count) {
        List<OutgoingRecord> records = new ArrayList<>();
        while (records.size() < count) {
            made++;
            if (made % INVALID_EVERY == 0) {
                records.add(invalid(made / INVALID_EVERY));
            } else {
                records.add(userEvent());
            }
        }
        return records;
    }

    private OutgoingRecord userEvent() {
        int user = random.nextInt(1, USERS + 1);
        if (coupons[user] == 0) {
            coupons[user] = COUPONS;
            return record(
                    user,
                    "{\"type\":\"UserBuyCouponEvent\",\"userId\":%d,\"purchasedCoupons\":%d}".formatted(user, COUPONS));
        }
        coupons[user]--;
        return click(user, random.nextInt(1, LOTTERIES + 1));
    }

    private static OutgoingRecord invalid(long number) {
        return switch ((int) (number % 4)) {
            case 0 -> record(1, "{\"type\":\"UserClickEvent\",\"userId\":");
            case 1 -> click(UNKNOWN_USER, 1);
            case 2 -> record(1, "{\"type\":\"UserBuyCouponEvent\",\"userId\":1,\"purchasedCoupons\":-5}");
            default -> click(1, UNKNOWN_LOTTERY);
        };
    }

    private static OutgoingRecord click(int user, int lottery) {
        return record(user, "{\"type\":\"UserClickEvent\",\"userId\":%d,\"lotteryId\":%d}".formatted(user, lottery));
    }

    private static OutgoingRecord record(int key, String json) {
        return new OutgoingRecord(Integer.toString(key), json);
    }
}
