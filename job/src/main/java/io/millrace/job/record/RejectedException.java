package io.millrace.job.record;

/** Thrown while a record is read, and caught in the same operator: a record never stops a job. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rejection rejection;

    public RejectedException(Rejection rejection, String reason) {
        // no stack trace: hostile input may make this the common path
        super(reason, null, false, false);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
