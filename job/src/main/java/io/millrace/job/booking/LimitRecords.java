package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceStep;
import io.millrace.job.metric.CustomMetrics;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes the records that a sequence is about, but at most {@value #MAX_RECORDS} of one booking while the sequence can
 * last. Each of them can start an attempt, and every attempt examines all further ones, so that without a limit one
 * booking could use all of a subtask's time. The other records are counted as {@code escalations.ignored}. Keyed by
 * booking id; its input is sorted by event time.
 *
 * <p>State: per booking the end of the period and the count, with one timer; cleared at the end of the period.
 */
final class LimitRecords extends KeyedProcessFunction<String, BookingEvent, BookingEvent> {
    private static final long serialVersionUID = 1L;
    static final int MAX_RECORDS = 200;

    private final Sequence sequence;
    private final long periodMillis;

    /** The end of the period, exclusive, and how many records have passed in it. */
    private transient ValueState<Tuple2<Long, Integer>> period;

    private transient Counter ignored;

    LimitRecords(Sequence sequence) {
        this.sequence = requireNonNull(sequence, "sequence is null");
        this.periodMillis = sequence.within().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        period = getRuntimeContext().getState(new ValueStateDescriptor<>("period", Types.TUPLE(Types.LONG, Types.INT)));
        ignored = CustomMetrics.of(getRuntimeContext().getMetricGroup()).counter("escalations.ignored");
    }

    @Override
    public void processElement(BookingEvent event, Context context, Collector<BookingEvent> out) throws Exception {
        if (!isRelevant(event)) {
            return;
        }
        Tuple2<Long, Integer> current = period.value();
        // a timer fires only with the watermark, after the records that the same watermark releases
        if (current == null || current.f0 <= event.time) {
            if (current != null) {
                context.timerService().deleteEventTimeTimer(current.f0);
            }
            current = Tuple2.of(event.time + periodMillis, 0);
            context.timerService().registerEventTimeTimer(current.f0);
        }
        if (current.f1 == MAX_RECORDS) {
            ignored.inc();
            return;
        }
        period.update(Tuple2.of(current.f0, current.f1 + 1));
        out.collect(event);
    }

    private boolean isRelevant(BookingEvent event) {
        for (SequenceStep step : sequence.steps()) {
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
