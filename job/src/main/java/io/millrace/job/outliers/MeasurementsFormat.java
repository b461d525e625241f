package io.millrace.job.outliers;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.state.HeldState;
import io.millrace.job.time.EventFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Measurements that wait; their time is that of the first. Version 2: the key, a {@link TextCodec} text, and {@link
 * Measurements#writeBody}. Version 1 was a single one: the value (8 bytes) and the key.
 */
final class MeasurementsFormat implements EventFormat<Measurements> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 2;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Measurements measurements, DataOutputView out) throws IOException {
        TextCodec.write(measurements.key, out);
        measurements.writeBody(out);
    }

    @Override
    public Measurements read(int version, long time, DataInputView in) throws IOException {
        HeldState.checkVersion(version, VERSION);
        if (version == 1) {
            long value = in.readLong();
            return new Measurements(TextCodec.read(in), new long[] {time}, new long[] {value});
        }
        return Measurements.readBody(TextCodec.read(in), time, in);
    }
}
