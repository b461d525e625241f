package io.millrace.assembly.streams;

/** A stream that is not known, or one that does not take or give records. */
public final class StreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StreamException(String message) {
        super(message);
    }
}
