package io.millrace.job.lottery;

import io.millrace.job.json.JsonFields;
import io.millrace.job.json.JsonRecord;
import io.millrace.job.json.Names;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventReader;
import io.millrace.job.time.EventTimes;
import java.util.List;

/**
 * Reads the starts of lotteries: {@code {"type":"LotteryStartEvent","lotteryId":1}}, optionally with {@code timestamp} and
 * {@code prizes}.
 */
final class LotteryEventReader implements EventReader<LotteryStart> {
    private static final long serialVersionUID = 1L;
    private static final Names TYPES = Names.of("LotteryStartEvent");
    private static final int TYPE = 0;
    private static final int LOTTERY_ID = 1;
    private static final int TIMESTAMP = 2;
    private static final int PRIZES = 3;

    private final JsonFields fields = JsonFields.of(List.of("$.type", "$.lotteryId", "$.timestamp", "$.prizes"));

    @Override
    public LotteryStart read(SourceRecord record) throws RejectedException {
        JsonRecord json = fields.read(record.data);
        json.oneOf(TYPE, TYPES);
        long lotteryId = json.whole(LOTTERY_ID);
        long time = time(json, TIMESTAMP, record);
        if (!json.has(PRIZES)) {
            return new LotteryStart(lotteryId, time, LotteryStart.ENDLESS, record);
        }
        long prizes = json.whole(PRIZES);
        if (prizes < 1) {
            throw new RejectedException(Rejection.OUT_OF_RANGE, "$.prizes must be at least 1, got " + prizes);
        }
        return new LotteryStart(lotteryId, time, prizes, record);
    }

    /** The time of an event whose timestamp is optional. */
    static long time(JsonRecord json, int timestamp, SourceRecord record) throws RejectedException {
        return json.has(timestamp)
                ? EventTimes.checked("$.timestamp", json.whole(timestamp))
                : EventTimes.withoutTimestamp(record);
    }

    @Override
    public long time(LotteryStart start) {
        return start.time;
    }

    /** When the watermark has passed, the clicks up to it have been processed, and a start would be too late. */
    @Override
    public long deadline(LotteryStart start) {
        return start.time;
    }

    @Override
    public String lateness(LotteryStart start) {
        return "Late start, clicks of its time have been processed, lotteryId: " + start.lotteryId;
    }
}
