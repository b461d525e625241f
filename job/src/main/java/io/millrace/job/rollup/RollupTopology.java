package io.millrace.job.rollup;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.StreamTypeInfo;
import io.millrace.job.measurement.Measurement;
import io.millrace.job.measurement.MeasurementReader;
import io.millrace.job.preaggregate.MergePartials;
import io.millrace.job.preaggregate.PreAggregate;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventTimeOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * The dataflow from measurements to rollups. It knows no connector, stream name or clock, so that a test
 * can run the whole of it.
 *
 * <p>Every operator has a uid. Uids name state in savepoints: changing one discards that state on the next deploy.
 */
final class RollupTopology {
    private final RollupSettings settings;

    RollupTopology(RollupSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** The two output streams. */
    static final class Outputs {
        private final DataStream<Rollup> rollups;
        private final DataStream<RejectedRecord> rejected;

        private Outputs(DataStream<Rollup> rollups, DataStream<RejectedRecord> rejected) {
            this.rollups = rollups;
            this.rejected = rejected;
        }

        DataStream<Rollup> rollups() {
            return rollups;
        }

        DataStream<RejectedRecord> rejected() {
            return rejected;
        }
    }

    Outputs connect(DataStream<SourceRecord> records) {
        RollupWindow window = settings.window();
        MeasurementReader reader = new MeasurementReader(settings.measurement(), settings.valuesMatter());
        SingleOutputStreamOperator<Measurement> measurements = records.transform(
                        "Measurements' time",
                        TypeInformation.of(Measurement.class),
                        new EventTimeOperator<>(new RollupInputReader(reader, window), settings.eventTime()))
                .uid("measurements-time");
        SingleOutputStreamOperator<Rollup> rollups = measurements
                .transform(
                        "Partial rollups",
                        StreamTypeInfo.ofTuple(new PartialTotalsCodec()),
                        new PreAggregate<>(measurement -> measurement.key, new TotalMeasurements(), window.slice()))
                .uid("partial-rollups")
                .keyBy(partial -> partial.f0, Types.STRING)
                .transform("Roll up windows", TypeInformation.of(Rollup.class), new RollUpWindows(window))
                .uid("roll-up-windows");
        return new Outputs(
                settings.topN() == 0 ? rollups : top(rollups), measurements.getSideOutput(RejectedRecord.TAG));
    }

    /** Ranks within each subtask first, so that few rollups cross the network. */
    private SingleOutputStreamOperator<Rollup> top(DataStream<Rollup> rollups) {
        KeepTop keepTop = new KeepTop(new Ranking(settings.topBy()), settings.topN());
        return rollups.transform(
                        "Partial tops",
                        Types.TUPLE(Types.LONG, TypeInformation.of(Top.class)),
                        new PreAggregate<>(
                                rollup -> rollup.windowStart,
                                keepTop,
                                settings.window().slice()))
                .uid("partial-tops")
                .keyBy(partial -> partial.f0, Types.LONG)
                .window(TumblingEventTimeWindows.of(settings.window().slice()))
                .aggregate(
                        new MergePartials<>(keepTop),
                        new EmitTop(),
                        TypeInformation.of(Top.class),
                        TypeInformation.of(Top.class),
                        TypeInformation.of(Rollup.class))
                .name("Top")
                .uid("top");
    }
}
