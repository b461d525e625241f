package io.millrace.job.lottery;

import io.millrace.job.record.JsonEvent;
import io.millrace.job.record.JsonShape;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventFormat;
import io.millrace.job.time.EventTimes;
import java.util.List;

/**
 * Lotteries' starts as JSON: {@code {"type":"LotteryStartEvent","lotteryId":1}}, optionally with {@code timestamp} and
 * {@code prizes}.
 */
final class LotteryEventFormat implements EventFormat<LotteryStart> {
    private static final long serialVersionUID = 1L;
    private static final JsonShape SHAPE =
            new JsonShape(List.of("LotteryStartEvent"), List.of("lotteryId", "timestamp", "prizes"));
    private static final int LOTTERY_ID = 0;
    private static final int TIMESTAMP = 1;
    private static final int PRIZES = 2;

    @Override
    public LotteryStart read(SourceRecord record) throws RejectedException {
        JsonEvent json = JsonEvent.read(record.data, SHAPE);
        if (!json.type().equals("LotteryStartEvent")) {
            throw json.unknownType();
        }
        long lotteryId = json.required(LOTTERY_ID);
        long time = time(json, TIMESTAMP, record);
        if (!json.has(PRIZES)) {
            return new LotteryStart(lotteryId, time, LotteryStart.ENDLESS, record);
        }
        long prizes = json.required(PRIZES);
        if (prizes < 1) {
            throw new RejectedException(Rejection.OUT_OF_RANGE, "prizes must be at least 1, got " + prizes);
        }
        return new LotteryStart(lotteryId, time, prizes, record);
    }

    /** The time of an event with an optional field for it. */
    static long time(JsonEvent json, int timestamp, SourceRecord record) throws RejectedException {
        return json.has(timestamp)
                ? EventTimes.checked("timestamp", json.required(timestamp))
                : EventTimes.withoutTimestamp(record);
    }

    @Override
    public long time(LotteryStart start) {
        return start.time;
    }

    /** Clicks up to a watermark have been judged when it has passed: a start must not come after. */
    @Override
    public long deadline(LotteryStart start) {
        return start.time;
    }

    @Override
    public String lateness(LotteryStart start) {
        return "Late start, clicks of its time have been judged, lotteryId: " + start.lotteryId;
    }
}
