package io.millrace.job.booking;

import io.millrace.job.metric.CustomMetrics;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Matches a booking's creation with the events that count, whichever comes first, and emits one alert. Keyed by booking
 * id. Its input is sorted by event time, so that its output depends on the records alone.
 *
 * <p>The first record of a booking creates its {@link Story}. When the creation and the required number of events are
 * there, the alert is {@link Alert.Type#MATCHED}; if the timeout comes first, it is {@link Alert.Type#UNMATCHED}. After
 * the alert, further records of the booking are only counted, as {@code alerts.suppressed}, until the retention is
 * over. Records after that start a new story, whose alert has a new id.
 *
 * <p>State: per booking one {@link Story} and one timer, both cleared after the retention. An event that does not count
 * touches neither.
 */
final class CorrelateBookings extends KeyedProcessFunction<String, BookingEvent, Alert> {
    private static final long serialVersionUID = 1L;

    private final int requiredCount;
    private final long timeoutMillis;
    private final long retentionMillis;

    private transient ValueState<Story> state;
    private transient Counter suppressed;

    CorrelateBookings(BookingSettings settings) {
        this.requiredCount = settings.count();
        this.timeoutMillis = settings.matchTimeout().toMillis();
        this.retentionMillis = settings.alertRetention().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("story", Story.class));
        suppressed = CustomMetrics.of(getRuntimeContext().getMetricGroup()).counter("alerts.suppressed");
    }

    @Override
    public void processElement(BookingEvent event, Context context, Collector<Alert> out) throws Exception {
        if (!event.creation && !event.counts) {
            return;
        }
        TimerService timers = context.timerService();
        Story before = state.value();
        // a timer fires only with the watermark, after the events that the same watermark releases
        Story story = before == null ? null : settled(before, event.time, event.bookingId, timers, out);
        if (story == null) {
            story = Story.since(event.time, timeoutMillis);
            timers.registerEventTimeTimer(story.until);
        }
        if (story.told) {
            suppressed.inc();
        } else {
            story = story.with(event);
            if (story.isComplete(requiredCount)) {
                story = emit(Alert.Type.MATCHED, event.time, story, event.bookingId, timers, out);
            }
        }
        if (!story.equals(before)) {
            state.update(story);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Story story = settled(state.value(), timestamp, context.getCurrentKey(), context.timerService(), out);
        if (story == null) {
            state.clear();
        } else {
            state.update(story);
        }
    }

    /** The story at a given time: with its alert emitted after the timeout, and null after the retention. */
    private @Nullable Story settled(
            Story story, long time, String bookingId, TimerService timers, Collector<Alert> out) {
        Story now = story;
        if (!now.told && now.isOverAt(time)) {
            now = emit(Alert.Type.UNMATCHED, now.until, now, bookingId, timers, out);
        }
        if (now.told && now.isOverAt(time)) {
            timers.deleteEventTimeTimer(now.until);
            return null;
        }
        return now;
    }

    private Story emit(
            Alert.Type type, long time, Story story, String bookingId, TimerService timers, Collector<Alert> out) {
        out.collect(new Alert(type, bookingId, time, story));
        timers.deleteEventTimeTimer(story.until);
        Story marker = story.alerted(time + retentionMillis);
        timers.registerEventTimeTimer(marker.until);
        return marker;
    }
}
