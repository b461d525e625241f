package io.millrace.kinesis.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text that a client sends back in a later request: a shard iterator, or the position in a list. It contains its
 * whole state, so that it survives a restart, and is valid for five minutes.
 *
 * @param kind the use of the token; a token of another kind is refused
 */
record Token(String kind, Instant issued, List<String> fields) {
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String SEPARATOR = "\n";

    Token {
        fields = List.copyOf(fields);
    }

    /** Parses a token with the given kind and number of fields; empty for any other text. */
    static Optional<Token> parse(String kind, int fields, String text) {
        List<String> parts;
        try {
            parts = Arrays.asList(new String(Base64.getUrlDecoder().decode(text), UTF_8).split(SEPARATOR, -1));
            if (parts.size() != fields + 2 || !parts.get(0).equals(kind)) {
                return Optional.empty();
            }
            Instant issued = Instant.ofEpochMilli(Long.parseLong(parts.get(1)));
            return Optional.of(new Token(kind, issued, parts.subList(2, parts.size())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isExpired(Instant now) {
        return issued.plus(LIFE).isBefore(now);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(kind, Long.toString(issued.toEpochMilli())));
        parts.addAll(fields);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(UTF_8));
    }
}
