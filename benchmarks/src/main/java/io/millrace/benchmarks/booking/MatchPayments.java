package io.millrace.benchmarks.booking;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** The usual way to join two streams by key: each side is kept in state until the other arrives or a timer fires. */
final class MatchPayments extends KeyedCoProcessFunction<String, BookingRecord, BookingRecord, BookingAlert> {
    private static final long serialVersionUID = 1L;

    private final long timeoutMillis;
    private final long retentionMillis;
    private transient ValueState<Match> match;

    MatchPayments(Duration timeout, Duration retention) {
        this.timeoutMillis = timeout.toMillis();
        this.retentionMillis = retention.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        match = getRuntimeContext().getState(new ValueStateDescriptor<>("match", Match.class));
    }

    @Override
    public void processElement1(BookingRecord creation, Context context, Collector<BookingAlert> out) throws Exception {
        Match current = current(creation, context.timerService());
        if (current.creation == null) {
            current.creation = creation;
        }
        settle(current, context.getCurrentKey(), context.timerService(), out);
    }

    @Override
    public void processElement2(BookingRecord event, Context context, Collector<BookingAlert> out) throws Exception {
        if (!event.type.equals("PAYMENT_SUCCEEDED")) {
            return;
        }
        Match current = current(event, context.timerService());
        current.payment = event;
        current.count++;
        settle(current, context.getCurrentKey(), context.timerService(), out);
    }

    private Match current(BookingRecord note, TimerService timers) throws Exception {
        Match known = match.value();
        if (known != null) {
            return known;
        }
        Match first = new Match();
        first.timer = note.timestamp + timeoutMillis;
        timers.registerEventTimeTimer(first.timer);
        return first;
    }

    private void settle(Match current, String bookingId, TimerService timers, Collector<BookingAlert> out)
            throws Exception {
        BookingRecord creation = current.creation;
        BookingRecord payment = current.payment;
        if (!current.alerted && creation != null && payment != null) {
            long time = Math.max(creation.timestamp, payment.timestamp);
            out.collect(notice("MATCHED", bookingId, time, current));
            timers.deleteEventTimeTimer(current.timer);
            current = alerted(time, timers);
        }
        match.update(current);
    }

    private Match alerted(long time, TimerService timers) {
        Match marker = new Match();
        marker.alerted = true;
        marker.timer = time + retentionMillis;
        timers.registerEventTimeTimer(marker.timer);
        return marker;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BookingAlert> out) throws Exception {
        Match current = match.value();
        if (current.alerted) {
            match.clear();
            return;
        }
        out.collect(notice("UNMATCHED", context.getCurrentKey(), current.since() + timeoutMillis, current));
        match.update(alerted(timestamp, context.timerService()));
    }

    private static BookingAlert notice(String type, String bookingId, long time, Match match) {
        BookingAlert notice = new BookingAlert();
        notice.type = type;
        notice.bookingId = bookingId;
        notice.since = match.since();
        notice.time = time;
        notice.createdValue = match.creation == null ? null : Integer.valueOf(match.creation.value);
        notice.eventValue = match.payment == null ? null : Integer.valueOf(match.payment.value);
        notice.count = match.count;
        return notice;
    }
}
