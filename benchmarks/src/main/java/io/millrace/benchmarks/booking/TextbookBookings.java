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
 * The alerts on bookings after the Flink documentation: databind, a co-process function that joins as the halves come,
 * and flink-cep for the patterns.
 */
final class TextbookBookings implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private final Duration patience;
    private final Duration memory;
    private final Duration within;

    TextbookBookings(Duration patience, Duration memory, Duration within) {
        this.patience = patience;
        this.memory = memory;
        this.within = within;
    }

    @Override
    public void build(Ports ports) {
        SingleOutputStreamOperator<Note> creations = notes(ports, "booking-created");
        SingleOutputStreamOperator<Note> events = notes(ports, "booking-events");
        DataStream<Note> timedCreations = timed(creations, "booking-created");
        DataStream<Note> timedEvents = timed(events, "booking-events");

        SingleOutputStreamOperator<Notice> notices = timedCreations
                .connect(timedEvents)
                .keyBy(note -> note.bookingId, note -> note.bookingId)
                .process(new MatchPayments(patience, memory))
                .uid("match-payments");

        KeyedStream<Note, String> all = timedCreations.union(timedEvents).keyBy(note -> note.bookingId);
        DataStream<Trouble> failures = troubles(
                all,
                "payment-trouble",
                Pattern.<Note>begin(NamePattern.FIRST)
                        .where(new OfType("PAYMENT_FAILED"))
                        .times(2)
                        .followedBy("cancelled")
                        .where(new OfType("CANCELLED"))
                        .within(within));
        DataStream<Trouble> silences = troubles(
                all,
                "unconfirmed",
                Pattern.<Note>begin(NamePattern.FIRST)
                        .where(new OfType(Note.CREATED))
                        .notFollowedBy("confirmed")
                        .where(new OfType("CONFIRMED"))
                        .within(within));

        ports.sink("alerts", notices, new JsonFormat<>());
        ports.sink("escalations", failures.union(silences), new JsonFormat<>());
        ports.sink(
                "rejected",
                creations.getSideOutput(Refusal.TAG).union(events.getSideOutput(Refusal.TAG)),
                new JsonFormat<>());
    }

    private static SingleOutputStreamOperator<Note> notes(Ports ports, String input) {
        return ports.source(input)
                .process(new ParseJson<>(Note.class))
                .returns(Note.class)
                .uid("parse-" + input);
    }

    private static DataStream<Note> timed(DataStream<Note> notes, String input) {
        return notes.assignTimestampsAndWatermarks(WatermarkStrategy.<Note>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                        .withTimestampAssigner((note, none) -> note.timestamp))
                .uid("watermarks-" + input);
    }

    private static DataStream<Trouble> troubles(KeyedStream<Note, String> all, String name, Pattern<Note, ?> pattern) {
        return CEP.pattern(all, pattern)
                .inEventTime()
                .process(new NamePattern(name))
                .uid(name);
    }
}
