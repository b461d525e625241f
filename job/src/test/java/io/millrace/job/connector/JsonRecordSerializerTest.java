package io.millrace.job.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordSerializerTest {
    /** Writes a text, and fails in the middle of one that it cannot write. */
    private static final class Texts extends JsonRecordSerializer<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String partitionKey(String text) {
            return text;
        }

        @Override
        protected void write(String text, JsonGenerator json) throws IOException {
            json.writeStringField("text", text);
            if (text.endsWith("checked")) {
                json.writeArrayFieldStart("open");
                throw new IOException("cannot write it");
            }
            if (text.endsWith("runtime")) {
                throw new IllegalStateException("cannot write it");
            }
        }
    }

    private final JsonRecordSerializer<String> serializer = new Texts();

    private static String json(String text) {
        return "{\"text\":\"" + text + "\"}";
    }

    @Test
    void eachRecordIsOneObjectWithoutSpace() {
        for (String text : List.of("a", "", "b".repeat(100_000), "c")) {
            assertThat(serializer.serialize(text)).asString(UTF_8).isEqualTo(json(text));
        }
    }

    /** A long one has left the generator's buffer when it fails. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void recordThatFailsDoesNotSpoilTheNext(int length) {
        assertThat(serializer.serialize("before")).asString(UTF_8).isEqualTo(json("before"));
        String prefix = "x".repeat(length);
        assertThatThrownBy(() -> serializer.serialize(prefix + "checked"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("writing " + prefix + "checked to memory");
        assertThat(serializer.serialize("between")).asString(UTF_8).isEqualTo(json("between"));
        assertThatThrownBy(() -> serializer.serialize(prefix + "runtime")).isInstanceOf(IllegalStateException.class);
        assertThat(serializer.serialize("after")).asString(UTF_8).isEqualTo(json("after"));
    }

    @Test
    void serializerThatHasWrittenCanBeSentToATask() throws Exception {
        serializer.serialize("a");

        assertThat(InstantiationUtil.clone(serializer).serialize("b"))
                .asString(UTF_8)
                .isEqualTo(json("b"));
    }
}
