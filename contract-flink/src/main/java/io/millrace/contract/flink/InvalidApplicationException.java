package io.millrace.contract.flink;

import java.util.List;

/** The application's property groups do not fit the job. Names every violation. */
public final class InvalidApplicationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidApplicationException(List<String> violations) {
        super(message(violations));
    }

    public InvalidApplicationException(List<String> violations, Throwable cause) {
        super(message(violations), cause);
    }

    private static String message(List<String> violations) {
        return "the application's property groups do not fit the job: " + String.join("; ", violations);
    }
}
