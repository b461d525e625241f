package io.millrace.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import io.millrace.console.report.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request of the page.
 *
 * @param query the parameters of its URL, without empty ones
 * @param body its JSON; missing in a GET
 */
public record ConsoleRequest(Map<String, String> query, JsonNode body) {
    static final int MAX_BODY_BYTES = 4 << 20;

    public ConsoleRequest {
        query = Map.copyOf(query);
    }

    static ConsoleRequest of(HttpExchange exchange) throws IOException {
        return new ConsoleRequest(query(exchange.getRequestURI().getRawQuery()), body(exchange));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && equals < parameter.length() - 1) {
                query.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest(400, "the URL's query must be percent-encoded, got '%s'".formatted(text));
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            return MissingNode.getInstance();
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
            if (bytes.length > MAX_BODY_BYTES) {
                throw new RefusedRequest(413, "a request must have at most %d bytes".formatted(MAX_BODY_BYTES));
            }
            return ReportJson.tree(bytes);
        } catch (JsonProcessingException e) {
            throw new RefusedRequest(400, "a request must be JSON: " + e.getOriginalMessage());
        }
    }

    /** A parameter of the URL that must be there. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> new RefusedRequest(400, "parameter %s is missing".formatted(name)));
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A text of the body that must be there. */
    public String text(String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual()) {
            throw new RefusedRequest(400, "%s must be a text, got '%s'".formatted(name, value));
        }
        return value.asText();
    }
}
