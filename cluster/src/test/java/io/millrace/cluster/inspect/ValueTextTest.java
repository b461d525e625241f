package io.millrace.cluster.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueTextTest {
    private record Click(long user, String page) {}

    static class Base {
        static final int IGNORED = 1;
        final int id = 7;
    }

    static final class Pojo extends Base {
        final String name = "a \"quoted\"\nname";
        final @Nullable Object missing = null;
        final List<Base> parts = List.of(new Base());
        final Map<String, Object> byName = Map.of("one", 1);
        final double[] numbers = {1.5, 2};
        final byte[] data = "text".getBytes(UTF_8);
        final Click click = new Click(1, "home");
    }

    static final class Endless {
        final Endless self = this;
    }

    static final class Failing {
        @Override
        public String toString() {
            throw new IllegalStateException("not now");
        }
    }

    @Test
    void aTypeWithATextOfItsOwnIsShownAsIt() {
        assertThat(ValueText.of(new Click(1, "home"))).isEqualTo("Click[user=1, page=home]");
        assertThat(ValueText.of("{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(ValueText.of(Tuple2.of("a", 2))).isEqualTo("(a,2)");
        assertThat(ValueText.of(Row.of("a", 2))).isEqualTo("+I[a, 2]");
        assertThat(ValueText.of(42L)).isEqualTo("42");
        assertThat(ValueText.of(null)).isEqualTo("null");
    }

    @Test
    void anotherTypeIsShownAsItsFields() {
        assertThat(ValueText.of(new Pojo()))
                .isEqualTo(
                        "{\"name\":\"a \\\"quoted\\\"\\nname\",\"missing\":null,\"parts\":[{\"id\":7}],\"byName\":{\"one\":1},"
                                + "\"numbers\":[1.5,2.0],\"data\":\"text\",\"click\":\"Click[user=1, page=home]\",\"id\":7}");
        assertThat(ValueText.of(List.of(new Base(), new Base()))).isEqualTo("[{\"id\":7},{\"id\":7}]");
    }

    @Test
    void bytesAreATextOrHexadecimal() {
        assertThat(ValueText.of("{\"ü\":1}".getBytes(UTF_8))).isEqualTo("{\"ü\":1}");
        assertThat(ValueText.of(new byte[] {(byte) 0xF3, 0})).isEqualTo("0xf300 (2 bytes)");
    }

    @Test
    void longValuesAreCut() {
        assertThat(ValueText.of("x".repeat(5_000)))
                .hasSizeLessThan(ValueText.MOST_CHARS + 50)
                .endsWith("... (5000 characters)");
        assertThat(ValueText.of(new long[100_000]))
                .hasSizeLessThan(ValueText.MOST_CHARS + 50)
                .contains("...");
        assertThat(ValueText.of(Arrays.asList(new Endless(), new Endless())))
                .hasSizeLessThan(200)
                .contains("...");
    }

    @Test
    void whatAValueThrowsIsNotThrown() {
        assertThat(ValueText.of(new Failing())).isEqualTo("(cannot be shown: java.lang.IllegalStateException)");
    }
}
