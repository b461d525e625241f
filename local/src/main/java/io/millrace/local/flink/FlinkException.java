package io.millrace.local.flink;

/** Flink rejected a request or did not answer. The message is the root cause that Flink gives, without its stack trace. */
public final class FlinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean answer;

    /** Flink's answer. */
    public FlinkException(String message) {
        super(message);
        this.answer = true;
    }

    /** There is no answer. */
    public FlinkException(String message, Throwable cause) {
        super(message, cause);
        this.answer = false;
    }

    /** Whether Flink answered. If not, it may have carried out the request all the same. */
    public boolean isAnswer() {
        return answer;
    }
}
