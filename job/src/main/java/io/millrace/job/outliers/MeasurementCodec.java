package io.millrace.job.outliers;

import io.millrace.job.codec.ElementCodec;
import io.millrace.job.codec.TextCodec;
import io.millrace.job.measurement.Measurement;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes measurements between the operators that read and bundle them, where they are not chained. */
final class MeasurementCodec implements ElementCodec<Measurement> {
    private static final long serialVersionUID = 1L;

    @Override
    public ElementCodec<Measurement> duplicate() {
        return this;
    }

    @Override
    public void write(Measurement measurement, DataOutputView out) throws IOException {
        TextCodec.write(measurement.key, out);
        out.writeLong(measurement.value);
        out.writeLong(measurement.time);
        BytePrimitiveArraySerializer.INSTANCE.serialize(measurement.source(), out);
    }

    @Override
    public Measurement read(DataInputView in) throws IOException {
        String key = TextCodec.read(in);
        long value = in.readLong();
        long time = in.readLong();
        byte[] source = BytePrimitiveArraySerializer.INSTANCE.deserialize(in);
        return new Measurement(key, value, time, source);
    }
}
