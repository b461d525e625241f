package io.millrace.job.secret;

import java.net.URI;

/** Where a secret is: what may be written down, shown and logged, unlike the secret. */
public interface SecretReference {
    /**
     * Reads a reference of the contract's type {@code SECRET}: a file's URI, or an ARN of Secrets Manager's with or without
     * {@code :::<version id>}.
     */
    static SecretReference parse(String text) {
        return text.startsWith("file:") ? new SecretFile(URI.create(text)) : StoredSecret.parse(text);
    }

    /**
     * The secret, a text that is not blank.
     *
     * @throws UnreadableSecretException when there is none to be had
     */
    String read();
}
