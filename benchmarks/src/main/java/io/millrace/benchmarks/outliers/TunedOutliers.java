package io.millrace.benchmarks.outliers;

import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.benchmarks.tuned.TunedOptions;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * {@code outliers} as an expert tunes it: tokens, values that write themselves, and bundles of a key's measurements, which wait
 * before the shuffle for what is out of order. State is accessed, and a timer registered, once for what a watermark releases of a key.
 */
final class TunedOutliers implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    /** Flink's interval between watermarks: shorter bundles would not emit results sooner. */
    private static final Duration BUNDLE = Duration.ofMillis(200);

    @Override
    public Map<String, String> options() {
        return TunedOptions.OPTIONS;
    }

    @Override
    public void build(Ports ports) {
        SingleOutputStreamOperator<Sample> samples = ports.source("measurements")
                .process(new ReadSample(), Types.VALUE(Sample.class))
                .uid("parse");
        SingleOutputStreamOperator<Anomaly> anomalies = samples.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Sample>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((sample, none) -> sample.time))
                .uid("watermarks")
                .transform("bundle", Types.VALUE(Samples.class), new BundleSamples(BUNDLE))
                .uid("bundle")
                .keyBy(bundle -> bundle.key, Types.STRING)
                .process(new ScoreBundles(), Types.POJO(Anomaly.class))
                .uid("score");
        ports.sink("outliers", anomalies, new JsonFormat<>());
        ports.sink("rejected", samples.getSideOutput(Refusal.TAG), new JsonFormat<>());
    }
}
