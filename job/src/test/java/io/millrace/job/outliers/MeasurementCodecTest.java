package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.measurement.Measurement;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class MeasurementCodecTest {
    private final MeasurementCodec wire = new MeasurementCodec();

    @Property
    void deserializedElementsEqualTheSerializedOnes(
            @ForAll String key, @ForAll long value, @ForAll long time, @ForAll byte[] source) throws IOException {
        Measurement measurement = new Measurement(key, value, time, source);
        DataOutputSerializer out = new DataOutputSerializer(16);
        wire.write(measurement, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(wire.read(in)).isEqualTo(measurement);
        assertThat(in.available()).isZero();
    }
}
