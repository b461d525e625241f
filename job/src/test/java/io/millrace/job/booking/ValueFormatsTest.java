package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.booking.cache.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.StringUtils;
import org.junit.jupiter.api.Test;

/** Bytes in savepoints: those of a version never change. */
class ValueFormatsTest {
    private static <V> void assertBytes(ValueFormat<V> format, V value, String hex) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        format.write(value, out);
        assertThat(StringUtils.byteToHexString(out.getCopyOfBuffer())).isEqualTo(hex);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(format.read(1, in)).isEqualTo(value);
        assertThat(in.available()).isZero();
        assertThatThrownBy(() -> format.read(2, in)).hasMessageContaining("must be from 1 to 1, got 2");
    }

    @Test
    void versionOneOfStories() throws IOException {
        StoryFormat format = new StoryFormat();
        assertThat(format.version()).isEqualTo(1);
        Story first = Story.since(7, 2);
        assertBytes(format, first, "00" + "0000000000000007" + "0000000000000009" + "00000000");
        Story created = first.with(BookingEvent.kept("b", true, "", false, "5", 7));
        assertBytes(
                format,
                created,
                "06" + "0000000000000007" + "0000000000000009" + "00000000" + "0000000000000007" + "0000000135");
        Story complete = created.with(BookingEvent.kept("b", false, "t", true, "\u20ac", 8));
        assertBytes(
                format,
                complete,
                "1e" + "0000000000000007" + "0000000000000009" + "00000001" + "0000000000000007" + "0000000135"
                        + "0000000000000008" + "fffffffe20ac");
        assertBytes(format, complete.alerted(10), "01" + "0000000000000007" + "000000000000000a");
    }

    @Test
    void versionOneOfAttempts() throws IOException {
        AttemptsFormat format = new AttemptsFormat();
        assertThat(format.version()).isEqualTo(1);
        assertBytes(format, new long[] {7, -1}, "0002" + "0000000000000007" + "ffffffffffffffff");
    }
}
