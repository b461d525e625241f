package io.millrace.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The secret of one server, 256 bits. */
record AccessToken(String text) {
    private static final int BYTES = 32;

    static AccessToken random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Compares in a time that does not depend on the texts. */
    boolean isSameAs(@Nullable String given) {
        return given != null && MessageDigest.isEqual(text.getBytes(UTF_8), given.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "AccessToken";
    }
}
