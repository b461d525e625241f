package io.millrace.job;

import java.util.List;

/** The application's property groups do not fit the job. Names every mistake. */
final class InvalidApplicationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidApplicationException(List<String> mistakes) {
        super(message(mistakes));
    }

    InvalidApplicationException(List<String> mistakes, Throwable cause) {
        super(message(mistakes), cause);
    }

    private static String message(List<String> mistakes) {
        return "the application's property groups do not fit the job: " + String.join("; ", mistakes);
    }
}
