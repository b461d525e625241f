package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.measurement.Measurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class MeasurementsCodecTest {
    private final MeasurementsCodec wire = new MeasurementsCodec();

    private Measurements copied(Measurements measurements) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        wire.write(measurements, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        Measurements read = wire.read(in);
        assertThat(in.available()).isZero();
        return read;
    }

    @Property
    void deserializedElementsEqualTheSerializedOnes(
            @ForAll String key,
            @ForAll @LongRange(max = 253_402_300_799_999L) long time,
            @ForAll @Size(min = 1) long[] values)
            throws IOException {
        MeasurementList list = new MeasurementList();
        for (long value : values) {
            list.add(Measurements.slice(time) + Math.floorMod(value, Measurements.SLICE.toMillis()), value);
        }
        list.sort();
        Measurements measurements = list.range(key, 0, list.size());

        assertThat(copied(measurements)).isEqualTo(measurements);
    }

    @Property
    void thoseThatMayBeLateHaveTheirRecords(
            @ForAll String key,
            @ForAll @LongRange(max = 253_402_300_799_999L) long time,
            @ForAll @Size(min = 1, max = 20) long[] values,
            @ForAll byte[] source)
            throws IOException {
        List<Measurement> list = new ArrayList<>();
        for (long value : values) {
            list.add(new Measurement(key, value, time, source));
        }
        Measurements measurements = Measurements.of(list);

        assertThat(copied(measurements)).isEqualTo(measurements);
    }
}
