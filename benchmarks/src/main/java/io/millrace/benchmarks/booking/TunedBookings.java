package io.millrace.benchmarks.booking;

import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.benchmarks.tuned.TunedOptions;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code booking-alerts} as an expert tunes it: tokens, only the records that matter, one shuffle, and one state machine by
 * hand instead of a join and two patterns. It can do these rules only.
 */
final class TunedBookings implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private final Duration timeout;
    private final Duration retention;
    private final Duration within;

    TunedBookings(Duration timeout, Duration retention, Duration within) {
        this.timeout = timeout;
        this.retention = retention;
        this.within = within;
    }

    @Override
    public Map<String, String> options() {
        return TunedOptions.OPTIONS;
    }

    @Override
    public void build(Ports ports) {
        SingleOutputStreamOperator<BookingStep> creations = steps(ports, "booking-created", StepKind.CREATED);
        SingleOutputStreamOperator<BookingStep> events = steps(ports, "booking-events", null);
        SingleOutputStreamOperator<BookingAlert> alerts = timed(creations, "booking-created")
                .union(timed(events, "booking-events"))
                .keyBy(step -> step.bookingId, Types.STRING)
                .process(new FollowBookings(timeout, retention, within), Types.POJO(BookingAlert.class))
                .uid("follow");

        ports.sink("alerts", alerts, new WriteAlert());
        ports.sink("escalations", alerts.getSideOutput(FollowBookings.ESCALATIONS), new WriteEscalation());
        ports.sink(
                "rejected",
                creations.getSideOutput(Refusal.TAG).union(events.getSideOutput(Refusal.TAG)),
                new JsonFormat<>());
    }

    private static SingleOutputStreamOperator<BookingStep> steps(Ports ports, String input, @Nullable StepKind kind) {
        return ports.source(input)
                .process(new ReadStep(kind), Types.VALUE(BookingStep.class))
                .uid("parse-" + input);
    }

    private static DataStream<BookingStep> timed(DataStream<BookingStep> steps, String input) {
        return steps.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<BookingStep>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((step, none) -> step.time))
                .uid("watermarks-" + input);
    }
}
