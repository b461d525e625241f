package io.millrace.benchmarks.booking;

import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.ParseJson;
import io.millrace.benchmarks.textbook.Refusal;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * {@code booking-alerts} after the Flink documentation: databind, a co-process function that joins in the order of
 * arrival, and flink-cep for the patterns.
 */
final class TextbookBookings implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private final Duration timeout;
    private final Duration retention;
    private final Duration within;

    TextbookBookings(Duration timeout, Duration retention, Duration within) {
        this.timeout = timeout;
        this.retention = retention;
        this.within = within;
    }

    @Override
    public void build(Ports ports) {
        SingleOutputStreamOperator<BookingRecord> creations = notes(ports, "booking-created");
        SingleOutputStreamOperator<BookingRecord> events = notes(ports, "booking-events");
        DataStream<BookingRecord> timedCreations = timed(creations, "booking-created");
        DataStream<BookingRecord> timedEvents = timed(events, "booking-events");

        SingleOutputStreamOperator<BookingAlert> notices = timedCreations
                .connect(timedEvents)
                .keyBy(note -> note.bookingId, note -> note.bookingId)
                .process(new MatchPayments(timeout, retention))
                .uid("match-payments");

        KeyedStream<BookingRecord, String> all =
                timedCreations.union(timedEvents).keyBy(note -> note.bookingId);
        DataStream<BookingEscalation> failures = troubles(
                all,
                "payment-trouble",
                Pattern.<BookingRecord>begin(NameMatch.FIRST)
                        .where(new IsType("PAYMENT_FAILED"))
                        .times(2)
                        .followedBy("cancelled")
                        .where(new IsType("CANCELLED"))
                        .within(within));
        DataStream<BookingEscalation> silences = troubles(
                all,
                "unconfirmed",
                Pattern.<BookingRecord>begin(NameMatch.FIRST)
                        .where(new IsType(BookingRecord.CREATED))
                        .notFollowedBy("confirmed")
                        .where(new IsType("CONFIRMED"))
                        .within(within));

        ports.sink("alerts", notices, new JsonFormat<>());
        ports.sink("escalations", failures.union(silences), new JsonFormat<>());
        ports.sink(
                "rejected",
                creations.getSideOutput(Refusal.TAG).union(events.getSideOutput(Refusal.TAG)),
                new JsonFormat<>());
    }

    private static SingleOutputStreamOperator<BookingRecord> notes(Ports ports, String input) {
        return ports.source(input)
                .process(new ParseJson<>(BookingRecord.class))
                .returns(BookingRecord.class)
                .uid("parse-" + input);
    }

    private static DataStream<BookingRecord> timed(DataStream<BookingRecord> notes, String input) {
        return notes.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<BookingRecord>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((note, none) -> note.timestamp))
                .uid("watermarks-" + input);
    }

    private static DataStream<BookingEscalation> troubles(
            KeyedStream<BookingRecord, String> all, String name, Pattern<BookingRecord, ?> pattern) {
        return CEP.pattern(all, pattern)
                .inEventTime()
                .process(new NameMatch(name))
                .uid(name);
    }
}
