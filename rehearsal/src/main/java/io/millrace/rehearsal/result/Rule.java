package io.millrace.rehearsal.result;

/** What a rehearsal can find. */
public enum Rule {
    CIRCULAR_DEPENDENCY(Severity.REFUSED),
    EXPORT_IN_USE(Severity.REFUSED),
    EXPORT_TAKEN(Severity.REFUSED),
    IMPORT_WITHOUT_EXPORT(Severity.REFUSED),
    NAME_TAKEN(Severity.REFUSED),
    NAMED_REPLACEMENT(Severity.REFUSED),
    QUOTA(Severity.REFUSED),
    ROLLBACK_REFUSED(Severity.REFUSED),
    STACK_FAILED(Severity.REFUSED),
    TERMINATION_PROTECTION(Severity.REFUSED),
    TYPE_CHANGED(Severity.REFUSED),
    UPDATE_REFUSED(Severity.REFUSED),
    DELETED(Severity.LOSS),
    NESTED_CHANGED(Severity.LOSS),
    REPLACED(Severity.LOSS),
    STATE_UNREADABLE(Severity.LOSS),
    UNDONE_LATER(Severity.LOSS),
    CREATED_EMPTY(Severity.NOTE),
    DELETED_AGAIN(Severity.NOTE),
    LEFT_BEHIND(Severity.NOTE),
    LOGS_DELETED(Severity.NOTE),
    ORPHANED(Severity.NOTE),
    SHORTER_RETENTION(Severity.NOTE);

    private final Severity severity;

    Rule(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** How bad a finding is. */
    public enum Severity {
        /** CloudFormation or the service would refuse it. */
        REFUSED,
        /** It would be done, and data would be lost. */
        LOSS,
        /** It would be done, and somebody should know. */
        NOTE
    }
}
