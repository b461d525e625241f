package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.StringUtils;
import org.junit.jupiter.api.Test;

/** Bytes in savepoints: those of a version never change. */
class BookingEventFormatTest {
    private static final BookingEventFormat FORMAT = new BookingEventFormat();

    private static void assertBytes(BookingEvent event, String hex) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        FORMAT.write(event, out);
        assertThat(StringUtils.byteToHexString(out.getCopyOfBuffer())).isEqualTo(hex);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(FORMAT.read(1, event.time, in)).isEqualTo(event);
        assertThat(in.available()).isZero();
    }

    @Test
    void versionOne() throws IOException {
        assertThat(FORMAT.version()).isEqualTo(1);
        assertBytes(
                BookingEvent.kept("b", true, "", false, null, 7),
                "0100" + "0000000162" + "00000000" + "00000000" + "00");
        assertBytes(
                BookingEvent.kept("b", false, "PAID", true, "\u20ac", 8),
                "0001" + "0000000162" + "0000000450414944" + "fffffffe20ac" + "01");
        assertBytes(
                BookingEvent.kept("b", false, "t", true, "", 9),
                "0001" + "0000000162" + "0000000174" + "00000000" + "01");
    }
}
