package io.millrace.kinesis.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.codec.Codec;
import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.request.ServiceModel;
import io.millrace.kinesis.store.StreamStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the service model, for every member of every request. */
class OperationsTest {
    private static final Arns ARNS = new Arns("eu-west-1");
    private static final List<String> VALUES =
            List.of("\"a text\"", "true", "1", "[]", "{}", "[[]]", "[{}]", "[1]", "{\"a\":[]}", "{\"a\":1}");
    /** The types of {@link #VALUES} that are of the right type, as far as the value itself tells. */
    private static final Map<String, Set<Integer>> RIGHT = Map.of(
            "string", Set.of(0),
            "blob", Set.of(),
            "boolean", Set.of(1),
            "integer", Set.of(2),
            "timestamp", Set.of(2),
            "list", Set.of(3),
            "map", Set.of(4),
            "structure", Set.of(4, 8, 9));

    @TempDir
    private Path directory;

    private StreamStore store;
    private Operations operations;
    private Subscriptions subscriptions;

    @BeforeEach
    void open() throws IOException {
        TestClock clock = new TestClock();
        store = StreamStore.open(directory, clock);
        StreamLookup lookup = new StreamLookup(store, clock, Duration.ZERO, Limits.off());
        operations = new Operations(lookup);
        subscriptions = new Subscriptions(lookup, clock::nanoTime);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void allOperationsOfTheServiceAreServed() {
        Set<String> served = new HashSet<>(operations.names());
        served.add(Subscriptions.OPERATION);

        assertThat(served).isEqualTo(ServiceModel.operations()).hasSize(39);
    }

    @Test
    void aValueOfAnotherTypeIsFoundBeforeAnythingElse() throws IOException {
        forEachMember((place, shape) -> {
            Set<Integer> right = RIGHT.get(shape.get("type").textValue());
            for (int i = 0; i < VALUES.size(); i++) {
                if (!right.contains(i) && !isElement(shape, i)) {
                    assertThat(error(place, VALUES.get(i)).type())
                            .as("%s: %s", place, VALUES.get(i))
                            .isEqualTo("SerializationException");
                }
            }
        });
    }

    /** What is right only for lists and maps of the right elements is tried by other tests. */
    private static boolean isElement(JsonNode shape, int value) {
        String type = shape.get("type").textValue();
        return (type.equals("list") && (value == 6 || value == 7)) || (type.equals("blob") && value == 0);
    }

    @Test
    void everyLimitOfATextOrNumberIsKept() throws IOException {
        forEachMember((place, shape) -> {
            if (shape.get("type").textValue().equals("string")) {
                if (shape.path("max").asInt(Integer.MAX_VALUE) < 100_000) {
                    assertRefused(place, '"' + "a".repeat(shape.get("max").intValue() + 1) + '"', "length less than");
                }
                if (shape.path("min").intValue() > 0) {
                    assertRefused(place, "\"\"", "length greater than");
                }
                if (shape.has("pattern")) {
                    assertRefused(place, "\" \"", "regular expression pattern");
                }
                if (shape.has("enum")) {
                    assertRefused(place, "\" \"", "enum value set");
                }
            }
            if (shape.get("type").textValue().equals("integer")) {
                if (shape.has("max")) {
                    assertRefused(place, Long.toString(shape.get("max").longValue() + 1), "value less than");
                }
                if (shape.has("min")) {
                    assertRefused(place, Long.toString(shape.get("min").longValue() - 1), "value greater than");
                }
            }
        });
    }

    @Test
    void everyRequiredMemberIsMissed() throws IOException {
        JsonNode model = model();
        model.get("operations").properties().forEach(operation -> {
            JsonNode shape = model.get("shapes").get(operation.getValue().textValue());
            if (!shape.get("required").isEmpty() || shape.has("oneOf")) {
                ApiException error = error(new Place(operation.getKey(), "x", "%s"), "1");

                assertThat(error.type()).isEqualTo("ValidationException");
                shape.get("required").forEach(name -> assertThat(error)
                        .hasMessageContaining("Value null at '%s'", lower(name.textValue())));
                if (shape.has("oneOf")) {
                    assertThat(error)
                            .hasMessageContaining(
                                    "Value null at '%s'",
                                    lower(shape.get("oneOf").get(0).textValue()));
                }
            }
        });
    }

    @Test
    void noMoreThanTenViolationsAreNamedAndAListThatIsTooLongIsNotKept() {
        String million = "{},".repeat(1_000_000);
        ApiException error = error(new Place("PutRecords", "records", "{\"Records\":[" + million + "%s]}"), "{}");

        assertThat(error).hasMessageStartingWith("10 validation errors detected: ");
        assertThat(error.getMessage()).hasSizeLessThan(2000);
    }

    private record Place(String operation, String member, String request) {}

    private void assertRefused(Place place, String value, String constraint) {
        ApiException error = error(place, value);

        assertThat(error.type()).as("%s: %s", place, value).isEqualTo("ValidationException");
        assertThat(error)
                .hasMessageContaining("' at '" + place.member() + "' failed to satisfy constraint: ")
                .hasMessageContaining(constraint);
    }

    /** Visits the members of all requests, and those of structures within them. */
    private static void forEachMember(BiConsumer<Place, JsonNode> visitor) throws IOException {
        JsonNode model = model();
        model.get("operations").properties().forEach(operation -> {
            JsonNode shape = model.get("shapes").get(operation.getValue().textValue());
            visit(model, shape, operation.getKey(), "", "%s", visitor);
        });
    }

    private static void visit(
            JsonNode model,
            JsonNode structure,
            String operation,
            String path,
            String around,
            BiConsumer<Place, JsonNode> visitor) {
        structure.get("members").properties().forEach(member -> {
            JsonNode shape = model.get("shapes").get(member.getValue().textValue());
            String request = around.formatted("{\"" + member.getKey() + "\":%s}");
            visitor.accept(new Place(operation, path + lower(member.getKey()), request), shape);
            JsonNode element = model.get("shapes").path(shape.path("member").asText());
            if (shape.get("type").textValue().equals("structure")) {
                visit(model, shape, operation, path + lower(member.getKey()) + ".", request, visitor);
            } else if (element.path("type").asText().equals("structure")) {
                String first = path + lower(member.getKey()) + ".1.member.";
                visit(model, element, operation, first, request.formatted("[%s]"), visitor);
            }
        });
    }

    private ApiException error(Place place, String value) {
        byte[] body = place.request()
                .formatted(place.request().equals("%s") ? "{}" : value)
                .getBytes(UTF_8);
        return catchThrowableOfType(ApiException.class, () -> {
            if (place.operation().equals(Subscriptions.OPERATION)) {
                subscriptions.open(body, Codec.JSON);
            } else {
                operations.run(place.operation(), body, Codec.JSON, ARNS);
            }
        });
    }

    private static String lower(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static JsonNode model() throws IOException {
        try (InputStream in = ServiceModel.class.getResourceAsStream("requests.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
