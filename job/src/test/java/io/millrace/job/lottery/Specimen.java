package io.millrace.job.lottery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;

/** Records and settings for tests. */
final class Specimen {
    static final Duration WINDOW = Duration.ofSeconds(10);
    static final EventTimeSettings EVENT_TIME =
            new EventTimeSettings(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ZERO);
    static final LotterySettings SETTINGS = new LotterySettings(WINDOW, "millrace", Duration.ofMinutes(1), EVENT_TIME);

    private Specimen() {}

    static String start(long lotteryId) {
        return "{\"type\":\"LotteryStartEvent\",\"lotteryId\":" + lotteryId + "}";
    }

    static String startAt(long lotteryId, long timestamp) {
        return "{\"type\":\"LotteryStartEvent\",\"lotteryId\":" + lotteryId + ",\"timestamp\":" + timestamp + "}";
    }

    static String startAt(long lotteryId, long timestamp, long prizes) {
        return "{\"type\":\"LotteryStartEvent\",\"lotteryId\":" + lotteryId + ",\"timestamp\":" + timestamp
                + ",\"prizes\":" + prizes + "}";
    }

    static String buy(long userId, long coupons) {
        return "{\"type\":\"UserBuyCouponEvent\",\"userId\":" + userId + ",\"purchasedCoupons\":" + coupons + "}";
    }

    static String click(long userId, long lotteryId, long timestamp) {
        return "{\"type\":\"UserClickEvent\",\"userId\":" + userId + ",\"lotteryId\":" + lotteryId + ",\"timestamp\":"
                + timestamp + "}";
    }

    static SourceRecord record(String stream, String shard, int index, String json) {
        return record(stream, shard, index, SourceRecord.NO_ARRIVAL, json);
    }

    static SourceRecord record(String stream, String shard, int index, long arrival, String json) {
        return SourceRecord.data(stream, shard, String.valueOf(index), "key", arrival, json.getBytes(UTF_8));
    }
}
