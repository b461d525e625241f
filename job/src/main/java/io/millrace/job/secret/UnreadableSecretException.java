package io.millrace.job.secret;

/** A secret cannot be read: which one, why, and what to do about it. Never the secret. */
public final class UnreadableSecretException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnreadableSecretException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableSecretException(String message) {
        super(message);
    }
}
