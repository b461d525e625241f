package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.codec.StreamTypeInfo;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventTimeOperator;
import io.millrace.job.time.EventTimeSorter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The dataflow from created bookings and their events to alerts and escalations. It knows no connector, stream name or
 * clock, so that a test can run the whole of it.
 *
 * <p>Both streams are merged, keyed by booking id, and every booking's records are sorted by their times first. The other
 * operators are chained to the sorter and process the records in that order.
 *
 * <p>Every operator has a uid. Uids name state in savepoints: changing one discards that state on the next deploy. The
 * uid of a sequence contains its fingerprint, because attempts cannot continue with the steps of another one.
 */
final class BookingTopology {
    private static final TypeInformation<BookingEvent> EVENT = TypeInformation.of(BookingEvent.class);
    private static final TypeInformation<BookingEvent> READ_EVENT =
            new StreamTypeInfo<>(BookingEvent.class, new BookingEventCodec());

    private final BookingSettings settings;

    BookingTopology(BookingSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** The three output streams. */
    static final class Outputs {
        private final DataStream<Alert> alerts;
        private final DataStream<Escalation> escalations;
        private final DataStream<RejectedRecord> rejected;

        private Outputs(
                DataStream<Alert> alerts, DataStream<Escalation> escalations, DataStream<RejectedRecord> rejected) {
            this.alerts = alerts;
            this.escalations = escalations;
            this.rejected = rejected;
        }

        DataStream<Alert> alerts() {
            return alerts;
        }

        DataStream<Escalation> escalations() {
            return escalations;
        }

        DataStream<RejectedRecord> rejected() {
            return rejected;
        }
    }

    Outputs connect(DataStream<SourceRecord> bookingCreated, DataStream<SourceRecord> bookingEvents) {
        SingleOutputStreamOperator<BookingEvent> creations = bookingCreated
                .transform(
                        "Creations' time",
                        READ_EVENT,
                        new EventTimeOperator<>(
                                BookingEventReader.creations(settings), settings.eventTime(), "bookings", 2))
                .uid("booking-created-time");
        SingleOutputStreamOperator<BookingEvent> events = bookingEvents
                .transform(
                        "Booking events' time",
                        READ_EVENT,
                        new EventTimeOperator<>(
                                BookingEventReader.events(settings), settings.eventTime(), "bookings", 2))
                .uid("booking-events-time");
        SingleOutputStreamOperator<BookingEvent> ordered = creations
                .union(relevant(events))
                .keyBy(event -> event.bookingId, Types.STRING)
                .transform(
                        "Booking events in order",
                        EVENT,
                        new EventTimeSorter<>(new BookingEventOrder(), new BookingEventFormat(), EVENT))
                .uid("booking-events-in-order");

        DataStream<Alert> alerts = byBooking(ordered)
                .transform(
                        "Correlate bookings",
                        TypeInformation.of(Alert.class),
                        new CorrelateBookings(settings, BookingOperator.MAX_CACHE_BYTES))
                .uid("correlate-bookings");
        DataStream<Escalation> escalations = settings.sequences().stream()
                .map(sequence -> escalations(ordered, sequence))
                .reduce(DataStream::union)
                .orElseThrow();
        DataStream<RejectedRecord> rejected = creations
                .getSideOutput(RejectedRecord.TAG)
                .union(events.getSideOutput(RejectedRecord.TAG), ordered.getSideOutput(RejectedRecord.TAG));
        return new Outputs(alerts, escalations, rejected);
    }

    /** Without the events that neither count nor are part of a sequence: they need not be sorted. */
    private DataStream<BookingEvent> relevant(DataStream<BookingEvent> events) {
        return events.filter(new SelectRelevant(settings.sequences()))
                .name("Select relevant events")
                .uid("select-relevant-events");
    }

    /** The uid of the selection is that of an operator that had state, which savepoints still contain. */
    private static DataStream<Escalation> escalations(DataStream<BookingEvent> ordered, Sequence sequence) {
        DataStream<BookingEvent> selected = ordered.filter(new SelectRecords(sequence))
                .name("Select records for " + sequence.name())
                .uid("select-" + sequence.fingerprint());
        return byBooking(selected)
                .transform(
                        "Follow " + sequence.name(),
                        TypeInformation.of(Escalation.class),
                        new FollowSequence(sequence, BookingOperator.MAX_CACHE_BYTES))
                .uid("follow-" + sequence.fingerprint());
    }

    /** The events keyed by booking id, as they were partitioned for sorting. */
    private static KeyedStream<BookingEvent, String> byBooking(DataStream<BookingEvent> ordered) {
        return DataStreamUtils.reinterpretAsKeyedStream(ordered, event -> event.bookingId, Types.STRING);
    }
}
