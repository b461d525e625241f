package io.millrace.job.outliers;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.measurement.Measurement;
import io.millrace.job.time.EventFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Measurements that wait. Version 1: the value (8 bytes) and the key, a {@link TextCodec} text. */
final class MeasurementFormat implements EventFormat<Measurement> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Measurement measurement, DataOutputView out) throws IOException {
        out.writeLong(measurement.value);
        TextCodec.write(measurement.key, out);
    }

    @Override
    public Measurement read(int version, long time, DataInputView in) throws IOException {
        EventFormat.checkVersion(version, VERSION);
        long value = in.readLong();
        return new Measurement(TextCodec.read(in), value, time);
    }
}
