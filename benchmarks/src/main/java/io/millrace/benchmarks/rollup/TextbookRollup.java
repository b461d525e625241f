package io.millrace.benchmarks.rollup;

import io.millrace.benchmarks.measurement.Reading;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.ParseJson;
import io.millrace.benchmarks.textbook.Refusal;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** {@code rollup} after the Flink documentation: databind, bounded out-of-orderness, an aggregating window. */
final class TextbookRollup implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private final Duration window;

    TextbookRollup(Duration window) {
        this.window = window;
    }

    @Override
    public void build(Ports ports) {
        SingleOutputStreamOperator<Reading> readings = ports.source("measurements")
                .process(new ParseJson<>(Reading.class))
                .returns(Reading.class)
                .uid("parse");
        SingleOutputStreamOperator<WindowResult> results = readings.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((reading, none) -> reading.timestamp))
                .uid("watermarks")
                .keyBy(reading -> reading.key)
                .window(TumblingEventTimeWindows.of(window))
                .aggregate(new AddReadings(), new NameWindow())
                .uid("windows");
        ports.sink("rollups", results, new JsonFormat<>());
        ports.sink("rejected", readings.getSideOutput(Refusal.TAG), new JsonFormat<>());
    }
}
