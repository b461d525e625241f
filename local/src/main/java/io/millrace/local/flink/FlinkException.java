package io.millrace.local.flink;

/** Flink refused a request, or could not be asked; the message is the cause that Flink gives, without stack traces. */
public final class FlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FlinkException(String message) {
        super(message);
    }

    FlinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
