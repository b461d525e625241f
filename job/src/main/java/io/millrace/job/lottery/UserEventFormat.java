package io.millrace.job.lottery;

import io.millrace.job.record.JsonEvent;
import io.millrace.job.record.JsonShape;
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
    private static final JsonShape SHAPE = new JsonShape(
            List.of("UserBuyCouponEvent", "UserClickEvent"),
            List.of("userId", "purchasedCoupons", "lotteryId", "timestamp"));
    private static final int USER_ID = 0;
    private static final int PURCHASED_COUPONS = 1;
    private static final int LOTTERY_ID = 2;
    private static final int TIMESTAMP = 3;

    private final DrawWindow window;
    private final long maxAheadMillis;

    /** @param maxAhead by how much a click's timestamp may exceed its arrival */
    UserEventFormat(DrawWindow window, Duration maxAhead) {
        this.window = window;
        this.maxAheadMillis = maxAhead.toMillis();
    }

    @Override
    public UserEvent read(SourceRecord record) throws RejectedException {
        JsonEvent json = JsonEvent.read(record.data, SHAPE);
        switch (json.type()) {
            case "UserBuyCouponEvent":
                return purchase(json, record);
            case "UserClickEvent":
                return click(json, record);
            default:
                throw json.unknownType();
        }
    }

    private static UserEvent purchase(JsonEvent json, SourceRecord record) throws RejectedException {
        long userId = json.required(USER_ID);
        long coupons = json.required(PURCHASED_COUPONS);
        long time = LotteryEventFormat.time(json, TIMESTAMP, record);
        if (coupons <= 0) {
            throw new RejectedException(Rejection.NOT_POSITIVE, "Cannot buy negative amount of coupons");
        }
        return UserEvent.purchase(userId, coupons, time, record);
    }

    private UserEvent click(JsonEvent json, SourceRecord record) throws RejectedException {
        long userId = json.required(USER_ID);
        long lotteryId = json.required(LOTTERY_ID);
        long time = EventTimes.notAhead(LotteryEventFormat.time(json, TIMESTAMP, record), record, maxAheadMillis);
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
