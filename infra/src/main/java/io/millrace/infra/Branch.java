package io.millrace.infra;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** A branch of the repository, whose short name goes into the names of stacks. */
record Branch(String name) {
    private static final int READABLE = 5;
    private static final int HASH = 6;

    Branch {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a branch must have a name, got '" + name + "'");
        }
    }

    /**
     * The beginning of the name, to be recognised, and a hash of all of it, to be told from every other:
     * {@code [a-z0-9]{0,5}-[a-z0-9]{6}}. Of a thousand branches two share one in a case out of four thousand.
     */
    String shortName() {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String readable = letters.substring(0, Math.min(READABLE, letters.length()));
        return (readable.isEmpty() ? "x" : readable) + "-" + hash();
    }

    private String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            String digits = Long.toString(ByteBuffer.wrap(digest).getLong() >>> 1, Character.MAX_RADIX);
            return ("0".repeat(HASH) + digits).substring(digits.length());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
