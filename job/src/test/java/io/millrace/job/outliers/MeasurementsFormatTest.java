package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.StringUtils;
import org.junit.jupiter.api.Test;

/** Bytes in savepoints: those of a version never change. */
class MeasurementsFormatTest {
    private static final MeasurementsFormat FORMAT = new MeasurementsFormat();

    private static Measurements measurements(String key, long[] times, long... values) {
        return new Measurements(key, times, values);
    }

    private static void assertReads(int version, String hex, Measurements measurements) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(StringUtils.hexStringToByte(hex));
        assertThat(FORMAT.read(version, measurements.first(), in)).isEqualTo(measurements);
        assertThat(in.available()).isZero();
    }

    private static void assertBytes(Measurements measurements, String hex) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        FORMAT.write(measurements, out);
        assertThat(StringUtils.byteToHexString(out.getCopyOfBuffer())).isEqualTo(hex);
        assertReads(2, hex, measurements);
    }

    @Test
    void versionOne() throws IOException {
        assertReads(1, "0000000000000102" + "00000003" + "6b31e4", measurements("k1\u00e4", new long[] {77}, 258));
        assertReads(1, "ffffffffffffffff" + "fffffffd" + "0416" + "0061", measurements("\u0416a", new long[] {5}, -1));
    }

    @Test
    void versionTwo() throws IOException {
        assertThat(FORMAT.version()).isEqualTo(2);
        assertBytes(
                measurements("k1\u00e4", new long[] {1_024, 1_024, 2_047}, 258, 259, -1),
                "00000003" + "6b31e4" + "00000003" + "0000" + "0000000000000102" + "0000" + "0000000000000103" + "03ff"
                        + "ffffffffffffffff");
    }

    @Test
    void laterVersionIsRefused() {
        assertThatThrownBy(() -> FORMAT.read(3, 0, new DataInputDeserializer(new byte[20])))
                .hasMessage(
                        "the version of what is held in state must be from 1 to 2, got 3; restore with the release that wrote"
                                + " the snapshot, or a later one");
        assertThatThrownBy(() -> FORMAT.read(0, 0, new DataInputDeserializer(new byte[20])))
                .isInstanceOf(IOException.class);
    }
}
