package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.measurement.Measurement;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.StringUtils;
import org.junit.jupiter.api.Test;

/** Bytes in savepoints: those of a version never change. */
class MeasurementFormatTest {
    private static final MeasurementFormat FORMAT = new MeasurementFormat();

    private static void assertBytes(Measurement measurement, String hex) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        FORMAT.write(measurement, out);
        assertThat(StringUtils.byteToHexString(out.getCopyOfBuffer())).isEqualTo(hex);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(FORMAT.read(1, measurement.time, in)).isEqualTo(measurement);
        assertThat(in.available()).isZero();
    }

    @Test
    void versionOne() throws IOException {
        assertThat(FORMAT.version()).isEqualTo(1);
        assertBytes(new Measurement("k1\u00e4", 258, 77), "0000000000000102" + "00000003" + "6b31e4");
        assertBytes(new Measurement("\u0416a", -1, 5), "ffffffffffffffff" + "fffffffd" + "0416" + "0061");
    }

    @Test
    void laterVersionIsRefused() {
        assertThatThrownBy(() -> FORMAT.read(2, 0, new DataInputDeserializer(new byte[20])))
                .hasMessage(
                        "the version of events in state must be from 1 to 1, got 2; restore with the release that wrote"
                                + " the snapshot, or a later one");
        assertThatThrownBy(() -> FORMAT.read(0, 0, new DataInputDeserializer(new byte[20])))
                .isInstanceOf(IOException.class);
    }
}
