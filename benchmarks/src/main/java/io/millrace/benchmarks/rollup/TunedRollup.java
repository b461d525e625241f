package io.millrace.benchmarks.rollup;

import io.millrace.benchmarks.measurement.ReadReading;
import io.millrace.benchmarks.measurement.Reading;
import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.benchmarks.tuned.TunedOptions;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** {@code rollup} as an expert tunes it: tokens, bundles before the shuffle, a window whose state writes itself. */
final class TunedRollup implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private final Duration window;

    TunedRollup(Duration window) {
        this.window = window;
    }

    @Override
    public Map<String, String> options() {
        return TunedOptions.OPTIONS;
    }

    @Override
    public void build(Ports ports) {
        TypeInformation<Bucket> bucket = Types.VALUE(Bucket.class);
        SingleOutputStreamOperator<Reading> readings = ports.source("measurements")
                .process(new ReadReading(), Types.POJO(Reading.class))
                .uid("parse");
        SingleOutputStreamOperator<WindowResult> results = readings.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((reading, none) -> reading.timestamp))
                .uid("watermarks")
                .transform("bundle", bucket, new BundleReadings(window))
                .uid("bundle")
                .keyBy(part -> part.key, Types.STRING)
                .window(TumblingEventTimeWindows.of(window))
                .aggregate(new AddBuckets(), new NameBucket(), bucket, Types.POJO(WindowResult.class))
                .uid("windows");
        ports.sink("rollups", results, new WriteResult());
        ports.sink("rejected", readings.getSideOutput(Refusal.TAG), new JsonFormat<>());
    }
}
