package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.cep.CompactCep;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventClock;
import io.millrace.job.time.InEventTimeOrder;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The dataflow from bookings' creations and events to alerts and escalations. Knows no connector, stream name or clock,
 * so a test can run it whole.
 *
 * <p>Both streams meet in one, by booking id, and every booking's records are put in the order of their times before
 * anything is made of them. What follows is chained behind that and judges one record after the other.
 *
 * <p>Every operator has a uid. Uids name state in snapshots: changing one discards that state on the next deploy. A
 * sequence's uid holds all that the sequence asks for, since flink-cep cannot go on with the state of another one.
 */
final class BookingTopology {
    private static final TypeInformation<BookingEvent> EVENT = TypeInformation.of(BookingEvent.class);

    private final BookingSettings settings;

    BookingTopology(BookingSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** What comes out: each of the three goes to a stream of its own. */
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
                        EVENT,
                        new EventClock<>(BookingFormat.creations(settings), settings.eventTime()))
                .uid("booking-created-time");
        SingleOutputStreamOperator<BookingEvent> events = bookingEvents
                .transform(
                        "Booking events' time",
                        EVENT,
                        new EventClock<>(BookingFormat.events(settings), settings.eventTime()))
                .uid("booking-events-time");
        SingleOutputStreamOperator<BookingEvent> ordered = creations
                .union(events)
                .keyBy(event -> event.bookingId, Types.STRING)
                .transform(
                        "Booking events in order",
                        EVENT,
                        new InEventTimeOrder<String, BookingEvent>(new BookingEventOrder(), EVENT))
                .uid("booking-events-in-order");

        DataStream<Alert> alerts = byBooking(ordered)
                .process(new CorrelateBookings(settings), TypeInformation.of(Alert.class))
                .name("Correlate bookings")
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

    private static DataStream<Escalation> escalations(DataStream<BookingEvent> ordered, Sequence sequence) {
        DataStream<BookingEvent> selected = byBooking(ordered)
                .process(new SelectRecords(sequence), EVENT)
                .name("Select records for " + sequence.name())
                .uid("select-" + sequence.fingerprint());
        return follow(byBooking(selected), sequence)
                .name("Follow " + sequence.name())
                .uid("follow-" + sequence.fingerprint());
    }

    /** State: flink-cep's, per booking the attempts and their records until the sequence's time is over. */
    static SingleOutputStreamOperator<Escalation> follow(
            KeyedStream<BookingEvent, String> selected, Sequence sequence) {
        return CompactCep.process(
                selected, SequencePattern.of(sequence), new Escalate(sequence), TypeInformation.of(Escalation.class));
    }

    /** The keyed stream that the events have been in since they were put in order. */
    private static KeyedStream<BookingEvent, String> byBooking(DataStream<BookingEvent> ordered) {
        return DataStreamUtils.reinterpretAsKeyedStream(ordered, event -> event.bookingId, Types.STRING);
    }
}
