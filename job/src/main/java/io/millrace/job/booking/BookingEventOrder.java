package io.millrace.job.booking;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventOrder;
import java.util.Comparator;

/** The order of a booking's events at the same time: the creation first, then by type, condition and value. */
final class BookingEventOrder implements EventOrder<BookingEvent> {
    private static final long serialVersionUID = 1L;

    private static final Comparator<BookingEvent> BY_CONTENT = comparing((BookingEvent event) -> !event.creation)
            .thenComparing(event -> event.type)
            .thenComparing(event -> event.counts)
            .thenComparing(event -> event.value, nullsFirst(naturalOrder()));

    @Override
    public int compare(BookingEvent left, BookingEvent right) {
        return BY_CONTENT.compare(left, right);
    }

    @Override
    public String key(BookingEvent event) {
        return event.bookingId;
    }

    @Override
    public BookingEvent kept(BookingEvent event) {
        return event.withoutSource();
    }

    @Override
    public SourceRecord source(BookingEvent event) {
        return RecordBytes.read(event.sourceBytes());
    }

    @Override
    public String lateness(BookingEvent event) {
        return BookingEventReader.late(event);
    }
}
