package io.millrace.benchmarks.outliers;

import io.millrace.benchmarks.measurement.Reading;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.ParseJson;
import io.millrace.benchmarks.textbook.Refusal;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * {@code outliers} after the Flink documentation: databind, bounded out-of-orderness, a process function that sorts. It
 * never clears a key, and drops late records.
 */
final class TextbookOutliers implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    @Override
    public void build(Ports ports) {
        SingleOutputStreamOperator<Reading> readings = ports.source("measurements")
                .process(new ParseJson<>(Reading.class))
                .returns(Reading.class)
                .uid("parse");
        SingleOutputStreamOperator<Anomaly> anomalies = readings.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((reading, none) -> reading.timestamp))
                .uid("watermarks")
                .keyBy(reading -> reading.key)
                .process(new SortAndScore())
                .uid("sort-and-score");
        ports.sink("outliers", anomalies, new JsonFormat<>());
        ports.sink("rejected", readings.getSideOutput(Refusal.TAG), new JsonFormat<>());
    }
}
