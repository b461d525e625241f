package io.millrace.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the events in an application's log: one JSON object each. */
final class JobLog {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CAUSE = "Caused by: ";

    private JobLog() {}

    /**
     * The newest exception with its root cause; if there is none, the newest error.
     *
     * @param messages in chronological order
     */
    static Optional<String> lastException(List<String> messages) {
        Optional<String> error = Optional.empty();
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode event = parse(messages.get(i));
            List<String> trace = lines(event.path("throwableInformation"));
            if (!trace.isEmpty()) {
                return Optional.of(summary(trace));
            }
            if (error.isEmpty() && event.path("messageType").asText().equals("ERROR")) {
                error = Optional.of(event.path("message").asText());
            }
        }
        return error;
    }

    /** The first line and the root cause. */
    private static String summary(List<String> trace) {
        String first = trace.get(0);
        return trace.stream()
                .filter(line -> line.startsWith(CAUSE))
                .reduce((earlier, later) -> later)
                .map(cause -> first + "; caused by: " + cause.substring(CAUSE.length()))
                .orElse(first);
    }

    /** The service writes a stack trace as a list of lines or as one text. */
    private static List<String> lines(JsonNode trace) {
        List<String> lines = new ArrayList<>();
        (trace.isArray() ? trace : MAPPER.createArrayNode().add(trace))
                .forEach(text -> text.asText().lines().map(String::strip).forEach(lines::add));
        return lines.stream().filter(line -> !line.isEmpty()).toList();
    }

    private static JsonNode parse(String message) {
        try {
            return MAPPER.readTree(message);
        } catch (JsonProcessingException e) {
            // not JSON, so not an event of the service
            return MAPPER.missingNode();
        }
    }
}
