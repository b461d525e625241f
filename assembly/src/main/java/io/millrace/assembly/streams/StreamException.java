package io.millrace.assembly.streams;

/** A stream that is unknown, or that cannot be written or read. */
public final class StreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StreamException(String message) {
        super(message);
    }
}
