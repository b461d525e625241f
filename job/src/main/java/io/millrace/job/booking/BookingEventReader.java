package io.millrace.job.booking;

import io.millrace.job.json.JsonFields;
import io.millrace.job.json.JsonRecord;
import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventReader;
import io.millrace.job.time.EventTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one of the two streams, with the fields that the settings name. */
final class BookingEventReader implements EventReader<BookingEvent> {
    private static final long serialVersionUID = 1L;
    /** Two values and the other fields must stay well below the limit of a record, 1 MiB. */
    static final int MAX_VALUE_CHARS = 64 * 1024;

    private static final int ID = 0;
    private static final int TIME = 1;
    private static final int VALUE = 2;
    private static final int TYPE = 3;
    private static final int CONDITION = 4;

    private final JsonFields fields;
    private final List<String> paths;
    private final long maxAheadMillis;
    /** Null for the stream of creations. */
    private final @Nullable Condition condition;

    private BookingEventReader(BookingSettings settings, List<String> paths, @Nullable Condition condition) {
        this.fields = JsonFields.of(paths);
        this.paths = paths;
        this.maxAheadMillis = settings.maxAhead().toMillis();
        this.condition = condition;
    }

    /** The reader of created bookings. */
    static BookingEventReader creations(BookingSettings settings) {
        return new BookingEventReader(settings, settings.createdPaths(), null);
    }

    /** The reader of the events of bookings. */
    static BookingEventReader events(BookingSettings settings) {
        return new BookingEventReader(settings, settings.eventPaths(), settings.condition());
    }

    @Override
    public BookingEvent read(SourceRecord record) throws RejectedException {
        JsonRecord json = fields.read(record.data);
        String bookingId = json.key(ID);
        long time = EventTimes.notAhead(afterTheBeginning(json.time(TIME)), record, maxAheadMillis);
        String value = json.json(VALUE, MAX_VALUE_CHARS);
        if (condition == null) {
            return BookingEvent.creation(bookingId, value, time, record);
        }
        boolean counts = condition.isMetBy(json, CONDITION);
        return BookingEvent.event(bookingId, json.key(TYPE), counts, value, time, record);
    }

    /** Refuses time 0: it is probably an unset field, and flink-cep treats it as no time and starts no timeout. */
    private long afterTheBeginning(long time) throws RejectedException {
        if (time == EventTimes.BEGINNING) {
            throw new RejectedException(
                    Rejection.OUT_OF_RANGE, paths.get(TIME) + " must be after 1970-01-01T00:00:00Z, got " + time);
        }
        return time;
    }

    @Override
    public long time(BookingEvent event) {
        return event.time;
    }

    @Override
    public long deadline(BookingEvent event) {
        return event.time;
    }

    @Override
    public String lateness(BookingEvent event) {
        return late(event);
    }

    static String late(BookingEvent event) {
        return "Late record, later ones have been processed, timestamp: " + event.time;
    }
}
