package io.millrace.job.lottery;

import io.millrace.job.record.JsonEvent;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventFormat;
import io.millrace.job.time.EventTimes;
import java.time.Duration;
import java.util.List;

/**
 * Users' events as JSON: {@code {"type":"UserBuyCouponEvent","userId":1,"purchasedCoupons":100}} and
 * {@code {"type":"UserClickEvent","userId":1,"lotteryId":1,"timestamp":1000}}.
 *
 * <p>A purchase counts in the order of its user's records and at no time in particular: it is never late, and it does
 * not say how far time has come.
 */
final class UserEventFormat implements EventFormat<UserEvent> {
    private static final long serialVersionUID = 1L;
    private static final List<String> FIELDS = List.of("userId", "purchasedCoupons", "lotteryId", "timestamp");

    private final DrawWindow window;
    private final long maxAheadMillis;

    /** @param maxAhead by how much a click's timestamp may exceed its arrival */
    UserEventFormat(DrawWindow window, Duration maxAhead) {
        this.window = window;
        this.maxAheadMillis = maxAhead.toMillis();
    }

    @Override
    public UserEvent read(SourceRecord record) throws RejectedException {
        JsonEvent json = JsonEvent.read(record.data, FIELDS);
        switch (json.type()) {
            case "UserBuyCouponEvent":
                return purchase(json, record);
            case "UserClickEvent":
                return click(json, record);
            default:
                throw json.unknownType("UserBuyCouponEvent", "UserClickEvent");
        }
    }

    private static UserEvent purchase(JsonEvent json, SourceRecord record) throws RejectedException {
        long userId = json.required("userId");
        long coupons = json.required("purchasedCoupons");
        long time = LotteryEventFormat.time(json, record);
        if (coupons <= 0) {
            throw new RejectedException(Rejection.NOT_POSITIVE, "Cannot buy negative amount of coupons");
        }
        return UserEvent.purchase(userId, coupons, time, record);
    }

    private UserEvent click(JsonEvent json, SourceRecord record) throws RejectedException {
        long userId = json.required("userId");
        long lotteryId = json.required("lotteryId");
        long time = LotteryEventFormat.time(json, record);
        if (record.hasArrival() && time - record.arrivalMillis > maxAheadMillis) {
            throw new RejectedException(
                    Rejection.OUT_OF_RANGE,
                    "timestamp must be at most " + maxAheadMillis + " ms after the record's arrival, got " + time
                            + " for an arrival at " + record.arrivalMillis);
        }
        return UserEvent.click(userId, lotteryId, time, record);
    }

    @Override
    public long time(UserEvent event) {
        return event.isClick() ? event.time : NO_TIME;
    }

    @Override
    public long deadline(UserEvent event) {
        return event.isClick() ? window.end(event.time) - 1 : EventTimes.END;
    }

    @Override
    public String lateness(UserEvent event) {
        return lateness(event, window);
    }

    static String lateness(UserEvent click, DrawWindow window) {
        return "Late click, its window has been drawn, windowEnd: " + window.end(click.time);
    }
}
