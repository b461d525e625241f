package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.Step;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets through what a sequence asks for, and of one booking at most {@value #MOST} records in the time that the
 * sequence may last: each of them can begin an attempt, and every attempt looks at each that follows, so that without a
 * bound one booking could take a subtask's whole time. What is left out is counted as {@code escalations.ignored}.
 * Keyed by booking id; its input is in the order of event time.
 *
 * <p>State: per booking when the count began and how far it has come, with one timer; gone when that time is over.
 */
final class SelectRecords extends KeyedProcessFunction<String, BookingEvent, BookingEvent> {
    private static final long serialVersionUID = 1L;
    static final int MOST = 200;

    private final Sequence sequence;
    private final long periodMillis;

    /** The first moment after the period, and how many were let through in it. */
    private transient ValueState<Tuple2<Long, Integer>> period;

    private transient Counter ignored;

    SelectRecords(Sequence sequence) {
        this.sequence = requireNonNull(sequence, "sequence is null");
        this.periodMillis = sequence.within().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        period = getRuntimeContext().getState(new ValueStateDescriptor<>("period", Types.TUPLE(Types.LONG, Types.INT)));
        ignored = getRuntimeContext()
                .getMetricGroup()
                .addGroup("kinesisanalytics")
                .counter("escalations.ignored");
    }

    @Override
    public void processElement(BookingEvent event, Context context, Collector<BookingEvent> out) throws Exception {
        if (!isWanted(event)) {
            return;
        }
        Tuple2<Long, Integer> current = period.value();
        // the timer of a period that is over fires only with the watermark, behind the records that it releases
        if (current == null || current.f0 <= event.time) {
            if (current != null) {
                context.timerService().deleteEventTimeTimer(current.f0);
            }
            current = Tuple2.of(event.time + periodMillis, 0);
            context.timerService().registerEventTimeTimer(current.f0);
        }
        if (current.f1 == MOST) {
            ignored.inc();
            return;
        }
        period.update(Tuple2.of(current.f0, current.f1 + 1));
        out.collect(event);
    }

    private boolean isWanted(BookingEvent event) {
        for (Step step : sequence.steps()) {
            if (SequencePattern.fits(step, event)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BookingEvent> out) {
        period.clear();
    }
}
