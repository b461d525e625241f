package io.millrace.job.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.StringUtils;

class TextCodecTest {
    private static byte[] written(String text) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        TextCodec.write(text, out);
        return out.getCopyOfBuffer();
    }

    @Property(tries = 500)
    void anyTextIsReadAsWritten(@ForAll String text) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(written(text));

        assertThat(TextCodec.read(in)).isEqualTo(text);
        assertThat(in.available()).isZero();
    }

    /** Bytes in savepoints, which never change. */
    @Example
    void bytesAreTheSameForEver() throws IOException {
        assertThat(StringUtils.byteToHexString(written(""))).isEqualTo("00000000");
        assertThat(StringUtils.byteToHexString(written("a\u00ff"))).isEqualTo("00000002" + "61ff");
        assertThat(StringUtils.byteToHexString(written("a\u0100"))).isEqualTo("fffffffd" + "00610100");
        assertThat(StringUtils.byteToHexString(written("\ud800"))).isEqualTo("fffffffe" + "d800");
    }
}
