package io.millrace.job.lottery;

import io.millrace.job.json.JsonFields;
import io.millrace.job.json.JsonRecord;
import io.millrace.job.json.Names;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventReader;
import io.millrace.job.time.EventTimes;
import java.time.Duration;
import java.util.List;

/**
 * Reads users' events: {@code {"type":"UserBuyCouponEvent","userId":1,"purchasedCoupons":100}} and
 * {@code {"type":"UserClickEvent","userId":1,"lotteryId":1,"timestamp":1000}}.
 *
 * <p>A purchase takes effect in the order of its user's records, whatever its time: it is never late, and it does not
 * advance event time.
 */
final class UserEventReader implements EventReader<UserEvent> {
    private static final long serialVersionUID = 1L;
    private static final String PURCHASE = "UserBuyCouponEvent";
    private static final String CLICK = "UserClickEvent";
    private static final Names TYPES = Names.of(PURCHASE, CLICK);
    private static final int TYPE = 0;
    private static final int USER_ID = 1;
    private static final int PURCHASED_COUPONS = 2;
    private static final int LOTTERY_ID = 3;
    private static final int TIMESTAMP = 4;

    private final JsonFields fields =
            JsonFields.of(List.of("$.type", "$.userId", "$.purchasedCoupons", "$.lotteryId", "$.timestamp"));
    private final DrawWindow window;
    private final long maxAheadMillis;

    /** @param maxAhead how far a click's timestamp may be ahead of its arrival */
    UserEventReader(DrawWindow window, Duration maxAhead) {
        this.window = window;
        this.maxAheadMillis = maxAhead.toMillis();
    }

    @Override
    public UserEvent read(SourceRecord record) throws RejectedException {
        JsonRecord json = fields.read(record.data);
        return json.oneOf(TYPE, TYPES).equals(CLICK) ? click(json, record) : purchase(json, record);
    }

    private static UserEvent purchase(JsonRecord json, SourceRecord record) throws RejectedException {
        long userId = json.whole(USER_ID);
        long coupons = json.whole(PURCHASED_COUPONS);
        long time = LotteryEventReader.time(json, TIMESTAMP, record);
        if (coupons <= 0) {
            throw new RejectedException(Rejection.NOT_POSITIVE, "Cannot buy negative amount of coupons");
        }
        return UserEvent.purchase(userId, coupons, time, record);
    }

    private UserEvent click(JsonRecord json, SourceRecord record) throws RejectedException {
        long userId = json.whole(USER_ID);
        long lotteryId = json.whole(LOTTERY_ID);
        long time = EventTimes.notAhead(LotteryEventReader.time(json, TIMESTAMP, record), record, maxAheadMillis);
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
