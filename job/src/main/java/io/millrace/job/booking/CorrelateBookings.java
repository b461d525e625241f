package io.millrace.job.booking;

import io.millrace.job.metric.CustomMetrics;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
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
final class CorrelateBookings extends BookingOperator<Story, Alert> {
    private static final long serialVersionUID = 1L;

    private final int requiredCount;
    private final long timeoutMillis;
    private final long retentionMillis;

    private transient Counter suppressed;

    CorrelateBookings(BookingSettings settings, long maxCacheBytes) {
        // the name of the timers of a process function, which this was before
        super(new ValueStateDescriptor<>("story", Story.class), new StoryFormat(), "user-timers", maxCacheBytes);
        this.requiredCount = settings.count();
        this.timeoutMillis = settings.matchTimeout().toMillis();
        this.retentionMillis = settings.alertRetention().toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        suppressed = CustomMetrics.of(getMetricGroup()).counter("alerts.suppressed");
    }

    @Override
    public void processElement(StreamRecord<BookingEvent> element) throws Exception {
        BookingEvent event = element.getValue();
        if (event.creation || event.counts) {
            super.processElement(element);
        }
    }

    @Override
    Story next(@Nullable Story before, BookingEvent event) {
        Story story = before == null ? null : settled(event.bookingId, before, event.time);
        if (story == null) {
            story = Story.since(event.time, timeoutMillis);
        }
        if (story.told) {
            suppressed.inc();
            return story;
        }
        story = story.with(event);
        return story.isComplete(requiredCount) ? alert(Alert.Type.MATCHED, event.bookingId, event.time, story) : story;
    }

    /** The story at a given time: with its alert emitted after the timeout, and null after the retention. */
    @Override
    @Nullable
    Story settled(String bookingId, Story story, long time) {
        Story now = story;
        if (!now.told && now.isOverAt(time)) {
            now = alert(Alert.Type.UNMATCHED, bookingId, now.until, now);
        }
        return now.told && now.isOverAt(time) ? null : now;
    }

    private Story alert(Alert.Type type, String bookingId, long time, Story story) {
        emit(new Alert(type, bookingId, time, story), time);
        return story.alerted(time + retentionMillis);
    }

    @Override
    long deadline(Story story) {
        return story.until;
    }
}
