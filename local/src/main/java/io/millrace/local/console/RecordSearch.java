package io.millrace.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.console.server.ConsoleRequest;
import io.millrace.local.process.StageException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which records a search finds; empty conditions find all.
 *
 * @param text what the record's data must contain, in any case
 * @param key the partition key
 * @param path a JSONPath that must lead to something in the record
 * @param value what the path must lead to
 * @param until the last arrival
 */
record RecordSearch(
        Optional<String> text,
        Optional<String> key,
        Optional<JsonPath> path,
        Optional<String> value,
        Optional<Instant> until) {
    private static final Configuration JSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    /**
     * The search of a request.
     *
     * @throws StageException when the path is not a JSONPath, or a time is not a number
     */
    static RecordSearch of(ConsoleRequest request) {
        return new RecordSearch(
                request.optional("text").map(text -> text.toLowerCase(Locale.ROOT)),
                request.optional("key"),
                request.optional("path").map(RecordSearch::path),
                request.optional("value"),
                request.optional("until").map(text -> time("until", text)));
    }

    private static JsonPath path(String text) {
        try {
            return JsonPath.compile(text);
        } catch (JsonPathException | IllegalArgumentException e) {
            throw new StageException(
                    "path must be a JSONPath such as $.user.id, got '%s': %s".formatted(text, e.getMessage()), e);
        }
    }

    /** A time in a request: epoch milliseconds. */
    static Instant time(String name, String text) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new StageException("%s must be epoch milliseconds, got '%s'".formatted(name, text), e);
        }
    }

    boolean finds(IncomingRecord record) {
        return until.filter(last -> record.arrival().isAfter(last)).isEmpty()
                && key.filter(wanted -> !wanted.equals(record.partitionKey())).isEmpty()
                && text.filter(wanted -> !record.text().toLowerCase(Locale.ROOT).contains(wanted))
                        .isEmpty()
                && path.filter(wanted -> !leadsTo(wanted, record.text())).isEmpty();
    }

    private boolean leadsTo(JsonPath wanted, String json) {
        try {
            JsonNode found = JsonPath.using(JSON).parse(json).read(wanted);
            for (JsonNode node : found) {
                if (value.filter(text -> !text.equals(node.isValueNode() ? node.asText() : node.toString()))
                        .isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (JsonPathException | IllegalArgumentException e) {
            return false; // it is not JSON
        }
    }
}
