package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.jayway.jsonpath.JsonPath;
import io.millrace.job.record.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** All ways of reading a field agree: the scanner, the pass over the bytes, and the library JsonPath. */
class OnePassTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final List<String> SCALARS =
            List.of("1", "-2.50", "\"x\\u00e9\"", "\"\"", "true", "null", "1e3", "123456789012345678901");
    private static final List<String> PLAIN = List.of(
            "0",
            "-1",
            "1.50",
            "-0.0",
            "1700000000000",
            "999999999999999999",
            "\"\"",
            "\"x y\"",
            "\"2026-01-31T12:00:00Z\"",
            "-0");
    private static final List<String> STEPS = List.of(".a", ".b", "['c']", "[0]", "[1]");

    private static String value(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(3);
        if (kind == 0) {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = kind == 1 ? "\"" + "abc".charAt(random.nextInt(3)) + "\" : " : "";
            parts.add(name + value(random, depth - 1));
        }
        return kind == 1 ? "{" + String.join(",", parts) + "}" : "[" + String.join(", ", parts) + "]";
    }

    private static List<String> paths(Random random) {
        List<String> paths = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            StringBuilder path = new StringBuilder("$");
            for (int steps = random.nextInt(4); steps > 0; steps--) {
                path.append(STEPS.get(random.nextInt(STEPS.size())));
            }
            paths.add(path.toString());
        }
        return paths;
    }

    @Property
    void parserFindsWhatTheLibraryFinds(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<String> paths = paths(random);
        byte[] bytes = value(random, 3).getBytes(UTF_8);
        JsonRecord record = JsonFields.of(paths).read(bytes);

        for (int field = 0; field < paths.size(); field++) {
            String picked = record.json(field);
            JsonNode found = new JsonSearch(bytes).first(JsonPath.compile(paths.get(field)));
            // the library finds a null if an array is too short
            assertThat(MAPPER.readTree(picked == null ? "null" : picked))
                    .isEqualTo(found == null ? NullNode.getInstance() : found);
        }
    }

    @Property
    void scannerReadsFlatRecordsAsTheParserDoes(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            members.add("\"" + "abc".charAt(random.nextInt(3)) + "\": " + PLAIN.get(random.nextInt(PLAIN.size())));
        }
        byte[] bytes = ("{" + String.join(" ,", members) + "}").getBytes(UTF_8);
        JsonFields fields = JsonFields.of(List.of("$.a", "$['b']", "$.a", "$.c"));

        assertThat(results(fields.read(bytes))).isEqualTo(results(fields.parse(bytes)));
    }

    private static List<String> results(JsonRecord record) {
        List<String> results = new ArrayList<>();
        for (int field = 0; field < 4; field++) {
            results.add(String.valueOf(record.json(field)));
            for (Take way : ways(record, field)) {
                try {
                    results.add(String.valueOf(way.run()));
                } catch (RejectedException rejected) {
                    results.add(rejected.reason());
                }
            }
        }
        return results;
    }

    private static List<Take> ways(JsonRecord record, int field) {
        return List.of(
                () -> record.text(field),
                () -> record.key(field),
                () -> record.oneOf(field, Names.of("x y", "xy")),
                () -> record.whole(field),
                () -> record.decimal(field, 6),
                () -> record.time(field));
    }

    @Property
    void anyBytesAreReadOrRejected(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> paths = paths(random);
        byte[] bytes = value(random, 3).getBytes(UTF_8);
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        JsonRecord record = readOrNull(JsonFields.of(paths), bytes);
        for (int field = 0; record != null && field < paths.size(); field++) {
            takeEveryWay(record, field);
        }
    }

    private static @Nullable JsonRecord readOrNull(JsonFields fields, byte[] bytes) {
        try {
            return fields.read(bytes);
        } catch (RejectedException rejected) {
            assertThat(rejected.reason()).startsWith("not JSON: ");
            return null;
        }
    }

    private static void takeEveryWay(JsonRecord record, int field) {
        assertThat(record.json(field) != null || !record.has(field)).isTrue();
        for (Take way : ways(record, field)) {
            try {
                way.run();
            } catch (RejectedException rejected) {
                assertThat(rejected.reason()).startsWith("$").hasSizeLessThan(200);
            }
        }
    }

    private interface Take {
        Object run() throws RejectedException;
    }
}
