package io.millrace.infra;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** A branch of the repository. Its short name is part of the names of stacks. */
record Branch(String name) {
    private static final int READABLE = 5;
    private static final int HASH = 6;

    Branch {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a branch must have a name, got '" + name + "'");
        }
    }

    /**
     * The beginning of the name, which makes it recognisable, and a hash of the whole name, which makes it unique:
     * {@code [a-z0-9]{1,5}-[a-z0-9]{6}}. Among a thousand branches, the chance of a collision is 1 in 4,000.
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
