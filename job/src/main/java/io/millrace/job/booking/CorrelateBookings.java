package io.millrace.job.booking;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Tells a booking's creation and the events that count in one alert, whichever came first. Keyed by booking id; its
 * input is in the order of event time, so that what comes out is a function of the records.
 *
 * <p>The first record opens the booking's story. With the creation and the wanted number of events the story is told as
 * {@link Alert.Type#MATCHED}; when it is older than the patience before that, as {@link Alert.Type#UNMATCHED}. For the
 * time of the memory a told story takes in whatever else comes of the booking, without another word, and counts it as
 * {@code alerts.already-told}; what comes after that opens another story, with another id.
 *
 * <p>State: per booking one {@link Story} and one timer, both gone when the story is forgotten. An event that does not
 * count touches neither.
 */
final class CorrelateBookings extends KeyedProcessFunction<String, BookingEvent, Alert> {
    private static final long serialVersionUID = 1L;

    private final int countWanted;
    private final long patienceMillis;
    private final long memoryMillis;

    private transient ValueState<Story> state;
    private transient Counter alreadyTold;

    CorrelateBookings(BookingSettings settings) {
        this.countWanted = settings.count();
        this.patienceMillis = settings.patience().toMillis();
        this.memoryMillis = settings.memory().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("story", Story.class));
        alreadyTold = getRuntimeContext()
                .getMetricGroup()
                .addGroup("kinesisanalytics")
                .counter("alerts.already-told");
    }

    @Override
    public void processElement(BookingEvent event, Context context, Collector<Alert> out) throws Exception {
        if (!event.creation && !event.counts) {
            return;
        }
        TimerService timers = context.timerService();
        Story before = state.value();
        // the timer of what is over by now fires only with the watermark, behind the events that it releases
        Story story = before == null ? null : settled(before, event.time, event.bookingId, timers, out);
        if (story == null) {
            story = Story.since(event.time, patienceMillis);
            timers.registerEventTimeTimer(story.until);
        }
        if (story.told) {
            alreadyTold.inc();
        } else {
            story = story.with(event);
            if (story.isComplete(countWanted)) {
                story = tell(Alert.Type.MATCHED, event.time, story, event.bookingId, timers, out);
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

    /** The story as it stands at a time: told if its patience is over by then, and null if it is forgotten. */
    private @Nullable Story settled(
            Story story, long time, String bookingId, TimerService timers, Collector<Alert> out) {
        Story now = story;
        if (!now.told && now.isOverAt(time)) {
            now = tell(Alert.Type.UNMATCHED, now.until, now, bookingId, timers, out);
        }
        if (now.told && now.isOverAt(time)) {
            timers.deleteEventTimeTimer(now.until);
            return null;
        }
        return now;
    }

    private Story tell(
            Alert.Type type, long time, Story story, String bookingId, TimerService timers, Collector<Alert> out) {
        out.collect(new Alert(type, bookingId, time, story));
        timers.deleteEventTimeTimer(story.until);
        Story marker = story.told(time + memoryMillis);
        timers.registerEventTimeTimer(marker.until);
        return marker;
    }
}
