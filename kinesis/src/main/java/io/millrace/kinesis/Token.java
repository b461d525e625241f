package io.millrace.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the server hands out for a client to come back with: a shard iterator, or the rest of a list. It holds all that
 * is needed, so that it outlives a restart, and can be used for five minutes.
 *
 * @param kind tells tokens for one use from those for another
 */
record Token(String kind, Instant issued, List<String> fields) {
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String SEPARATOR = "\n";

    Token {
        fields = List.copyOf(fields);
    }

    /** Reads a token of a kind with so many fields; empty for any other text. */
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
