package io.millrace.rehearsal.account;

/** The states in which CloudFormation leaves a stack. */
public enum StackStatus {
    CREATE_COMPLETE,
    UPDATE_COMPLETE,
    /** The stack's creation was rolled back; it can only be deleted. */
    ROLLBACK_COMPLETE,
    /** The rollback of the stack's creation failed; it can only be deleted. */
    ROLLBACK_FAILED,
    UPDATE_ROLLBACK_COMPLETE,
    /** The rollback of an update failed; it can be continued or the stack deleted, but not updated. */
    UPDATE_ROLLBACK_FAILED;

    /** Whether it was never created completely. */
    public boolean isCreationFailure() {
        return this == ROLLBACK_COMPLETE || this == ROLLBACK_FAILED;
    }

    /** Whether somebody has to repair the stack. */
    public boolean isFailed() {
        return this == ROLLBACK_FAILED || this == UPDATE_ROLLBACK_FAILED;
    }
}
