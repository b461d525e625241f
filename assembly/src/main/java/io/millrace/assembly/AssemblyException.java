package io.millrace.assembly;

/** A directory that is not a cloud assembly, or that does not contain the requested stage. */
public final class AssemblyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AssemblyException(String message) {
        super(message);
    }

    AssemblyException(String message, Throwable cause) {
        super(message, cause);
    }
}
