package io.millrace.lifecycle;

import java.util.Optional;

/** The next step for a request. */
sealed interface Decision {
    /** The request is fulfilled. */
    record Done() implements Decision {}

    /**
     * The declared version is in place again, which is all that a rollback of the stack can achieve.
     *
     * @param why what is wrong with the job nevertheless
     */
    record RolledBack(String why) implements Decision {}

    /** Observe again later. */
    record Wait(String why) implements Decision {}

    /** Call the service, then observe again. */
    record Act(Action action) implements Decision {}

    /**
     * The request has failed.
     *
     * @param operationId operation whose error is added to the reason, or empty
     * @param undo what to do before failing, or empty
     */
    record Fail(String why, Optional<String> operationId, Optional<Action> undo) implements Decision {}

    /** A call to the service. */
    enum Action {
        START,
        /** Starts the job with its newest snapshot, whichever is declared. */
        START_FROM_LATEST_SNAPSHOT,
        /** Restarts the job with the declared run configuration. */
        UPDATE_RUN_CONFIGURATION,
        ROLL_BACK,
        STOP,
        FORCE_STOP
    }

    static Decision waitFor(String why) {
        return new Wait(why);
    }

    static Decision act(Action action) {
        return new Act(action);
    }
}
