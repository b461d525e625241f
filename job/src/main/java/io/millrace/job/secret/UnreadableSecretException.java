package io.millrace.job.secret;

/** A secret cannot be read. The message says which one, why and what to do, and never contains the secret. */
public final class UnreadableSecretException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreadableSecretException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableSecretException(String message) {
        super(message);
    }
}
