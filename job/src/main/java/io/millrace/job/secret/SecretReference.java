package io.millrace.job.secret;

import java.net.URI;

/** Where a secret is stored. Unlike the secret, it may be shown and logged. */
public interface SecretReference {
    /**
     * Parses a value of the contract's type {@code SECRET}: the URI of a file, or the ARN of a secret in Secrets Manager,
     * with or without {@code :::<version id>}.
     */
    static SecretReference parse(String text) {
        return text.startsWith("file:") ? new SecretFile(URI.create(text)) : StoredSecret.parse(text);
    }

    /**
     * Reads the secret, which is not blank.
     *
     * @throws UnreadableSecretException if it is missing or cannot be read
     */
    String read();
}
