package io.millrace.job.outliers;

import io.millrace.job.codec.ElementCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes measurements between the subtasks that read and those that sort them. */
final class MeasurementsCodec implements ElementCodec<Measurements> {
    private static final long serialVersionUID = 1L;

    @Override
    public ElementCodec<Measurements> duplicate() {
        return this;
    }

    @Override
    public void write(Measurements measurements, DataOutputView out) throws IOException {
        measurements.write(out);
    }

    @Override
    public Measurements read(DataInputView in) throws IOException {
        return Measurements.read(in);
    }
}
