package io.millrace.connector.kinesis.aggregate;

/** The bytes look like an aggregated record, and are none. */
final class MalformedAggregateException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedAggregateException(String message) {
        super(message);
    }
}
