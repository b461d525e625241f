package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner reads what a parser reads, or gives up. */
class FlatJsonScannerTest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String VALID =
            "{\"a\": \"x y\",\"bc\":-17 ,\n\"d\":0.50,\"e\":[1,{\"f\":null}],\"g\":1e3, \"h\" : 9}";

    private static final String MEANINGFUL = "{}[]\",:-.0129eE+ \n\t\u007fx";

    private static Optional<List<String>> scanned(byte[] data) {
        List<String> members = new ArrayList<>();
        FlatJsonScanner json = new FlatJsonScanner(data);
        KnownName before = new KnownName(new byte[0]);
        for (FlatJsonScanner.Token value = json.next(before);
                value != FlatJsonScanner.Token.END;
                value = json.next(before)) {
            if (value == FlatJsonScanner.Token.OTHER) {
                return Optional.empty();
            }
            String text = new String(data, json.valueStart(), json.valueEnd() - json.valueStart(), UTF_8);
            members.add(value + " " + text + " " + (value == FlatJsonScanner.Token.WHOLE ? json.number() : "")
                    + nameIn(json, data));
        }
        return Optional.of(members);
    }

    /** A name can only be compared: here with every range of the data. */
    private static String nameIn(FlatJsonScanner json, byte[] data) {
        for (int from = 0; from < data.length; from++) {
            for (int to = from; to <= data.length && to - from <= 20; to++) {
                if (json.isNamed(Arrays.copyOfRange(data, from, to))) {
                    return new String(data, from, to - from, UTF_8);
                }
            }
        }
        throw new AssertionError("a name that is not in the data");
    }

    private static List<String> parsed(byte[] data) throws IOException {
        List<String> members = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(data)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                members.add((token == JsonToken.VALUE_STRING
                                ? FlatJsonScanner.Token.STRING
                                : token == JsonToken.VALUE_NUMBER_INT
                                        ? FlatJsonScanner.Token.WHOLE
                                        : token == JsonToken.VALUE_NUMBER_FLOAT ? FlatJsonScanner.Token.DECIMAL : token)
                        + " " + parser.getText() + " "
                        + (token == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : "") + name);
            }
            assertThat(parser.nextToken()).isNull();
        }
        return members;
    }

    @Test
    void readsWhatAParserReadsOrGivesUp() throws IOException {
        Random random = new Random(3);
        int read = 0;
        for (int i = 0; i < 300_000; i++) {
            byte[] data = mutated(random);
            Optional<List<String>> scanned = scanned(data);
            if (scanned.isPresent()) {
                read++;
                assertThat(scanned.get()).as(new String(data, UTF_8)).isEqualTo(parsed(data));
            }
        }
        assertThat(read).isGreaterThan(20_000);
    }

    /** Some of the members, with some bytes replaced by characters that have a meaning in JSON. */
    private static byte[] mutated(Random random) {
        String[] members = VALID.substring(1, VALID.length() - 1).split(",(?=[\n \"])");
        StringBuilder text = new StringBuilder("{");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(members[random.nextInt(members.length)]).append(i == 1 ? "" : ",");
        }
        byte[] data = text.append('}').toString().getBytes(UTF_8);
        for (int i = random.nextInt(3); i > 0; i--) {
            data[random.nextInt(data.length)] = (byte) MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length()));
        }
        return data;
    }

    @Property(tries = 500)
    void stringsAndNumbersComeOutAsTheyAre(
            @ForAll @Size(max = 5) List<Long> numbers, @ForAll @StringLength(max = 10) String text) throws IOException {
        String json = "{\"t\":\"" + text.replaceAll("[^ -~]|[\"\\\\]", "") + "\"";
        for (Long number : numbers) {
            json += ",\"n\":" + number;
        }
        byte[] data = (json + "}").getBytes(UTF_8);

        scanned(data).ifPresent(scanned -> {
            try {
                assertThat(scanned).isEqualTo(parsed(data));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(scanned(data).isPresent())
                .isEqualTo(numbers.stream()
                        .noneMatch(number -> Long.toString(number).length() > 19 || Math.abs((double) number) >= 1e18));
    }

    @Test
    void usualRecordIsScanned() {
        assertThat(scanned("{\"type\":\"UserClickEvent\",\"userId\":1,\"x\":-0.5}".getBytes(UTF_8)))
                .contains(List.of("STRING UserClickEvent type", "WHOLE 1 1userId", "DECIMAL -0.5 x"));
        assertThat(scanned("{ }".getBytes(UTF_8))).contains(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "{} {}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":1 2}",
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e3}",
                "{\"a\":1.5e3}",
                "{\"a\":1234567890123456789}",
                "{\"a\":true}",
                "{\"a\":null}",
                "{\"a\":[]}",
                "{\"a\":{}}",
                "{\"a\":\"é\"}",
                "{\"é\":1}",
                "{\"a\":\"\\n\"}",
                "{\"a\\u0062\":1}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"",
                "{\"a\":1",
                "{\"a\":\"x\"y}"
            })
    void otherRecordsAreLeftToAParser(String json) {
        assertThat(scanned(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void longNumbersAreLeftToAParser() {
        assertThat(scanned(("{\"a\":0." + "1".repeat(998) + "}").getBytes(UTF_8)))
                .isPresent();
        assertThat(scanned(("{\"a\":0." + "1".repeat(1_000) + "}").getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void longRecordsAreLeftToAParser() {
        assertThat(scanned(("{\"a\":\"" + "x".repeat(33_000) + "\"}").getBytes(UTF_8)))
                .isEmpty();
    }
}
