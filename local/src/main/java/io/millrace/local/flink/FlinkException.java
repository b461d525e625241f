package io.millrace.local.flink;

/** Flink rejected a request or did not answer. The message is the root cause that Flink gives, without its stack trace. */
public final class FlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FlinkException(String message) {
        super(message);
    }

    FlinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
