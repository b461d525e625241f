package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.StreamTypeInfo;
import io.millrace.job.measurement.Measurement;
import io.millrace.job.measurement.MeasurementReader;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventTimeOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The dataflow from measurements to outliers. It knows no connector, stream name or clock, so that a test
 * can run the whole of it.
 *
 * <p>Every operator has a uid. Uids name state in savepoints: changing one discards that state on the next deploy.
 */
final class OutlierTopology {
    private final OutlierSettings settings;

    OutlierTopology(OutlierSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** The two output streams. */
    static final class Outputs {
        private final DataStream<Outlier> outliers;
        private final DataStream<RejectedRecord> rejected;

        private Outputs(DataStream<Outlier> outliers, DataStream<RejectedRecord> rejected) {
            this.outliers = outliers;
            this.rejected = rejected;
        }

        DataStream<Outlier> outliers() {
            return outliers;
        }

        DataStream<RejectedRecord> rejected() {
            return rejected;
        }
    }

    Outputs connect(DataStream<SourceRecord> records) {
        SingleOutputStreamOperator<Measurement> measurements = records.transform(
                        "Measurements' time",
                        new StreamTypeInfo<>(Measurement.class, new MeasurementCodec()),
                        new EventTimeOperator<>(
                                new OutlierInputReader(new MeasurementReader(settings.measurement(), true)),
                                settings.eventTime()))
                .uid("measurements-time");
        TypeInformation<Measurements> type = new StreamTypeInfo<>(Measurements.class, new MeasurementsCodec());
        SingleOutputStreamOperator<Measurements> inOrder = measurements
                .transform("Bundle measurements", type, new BundleMeasurements())
                .uid("bundle-measurements")
                .keyBy(bundle -> bundle.key, Types.STRING)
                .transform("Measurements in order", type, new SortMeasurements())
                .uid("measurements-in-order");
        SingleOutputStreamOperator<Outlier> outliers = DataStreamUtils.reinterpretAsKeyedStream(
                        inOrder, run -> run.key, Types.STRING)
                .transform("Judge measurements", TypeInformation.of(Outlier.class), new DetectOutliers(settings.rule()))
                .uid("judge-measurements");
        return new Outputs(
                outliers,
                measurements.getSideOutput(RejectedRecord.TAG).union(inOrder.getSideOutput(RejectedRecord.TAG)));
    }
}
