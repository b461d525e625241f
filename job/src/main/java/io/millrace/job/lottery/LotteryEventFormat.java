package io.millrace.job.lottery;

import io.millrace.job.record.JsonEvent;
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
    private static final List<String> FIELDS = List.of("lotteryId", "timestamp", "prizes");

    @Override
    public LotteryStart read(SourceRecord record) throws RejectedException {
        JsonEvent json = JsonEvent.read(record.data, FIELDS);
        if (!json.type().equals("LotteryStartEvent")) {
            throw json.unknownType("LotteryStartEvent");
        }
        long lotteryId = json.required("lotteryId");
        long time = time(json, record);
        if (!json.has("prizes")) {
            return new LotteryStart(lotteryId, time, LotteryStart.ENDLESS, record);
        }
        long prizes = json.required("prizes");
        if (prizes < 1) {
            throw new RejectedException(Rejection.OUT_OF_RANGE, "prizes must be at least 1, got " + prizes);
        }
        return new LotteryStart(lotteryId, time, prizes, record);
    }

    /** The time of an event with an optional field {@code timestamp}. */
    static long time(JsonEvent json, SourceRecord record) throws RejectedException {
        return json.has("timestamp")
                ? EventTimes.checked(json.required("timestamp"))
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
