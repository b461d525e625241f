package io.millrace.lifecycle;

import java.util.Optional;

/** What to do next about a request. */
sealed interface Step {
    /** The request is fulfilled. */
    record Done() implements Step {}

    /** Look again later. */
    record Wait(String why) implements Step {}

    /** Call the service, then look again. */
    record Act(Action action) implements Step {}

    /**
     * The request has failed.
     *
     * @param operationId whose error belongs in the reason, or empty
     * @param undo what to do first
     */
    record Fail(String why, Optional<String> operationId, Optional<Action> undo) implements Step {}

    /** A call of the service. */
    enum Action {
        START,
        /** Has the job restart with the declared run configuration. */
        UPDATE_RUN_CONFIGURATION,
        ROLL_BACK,
        STOP,
        FORCE_STOP
    }

    static Step waitFor(String why) {
        return new Wait(why);
    }

    static Step act(Action action) {
        return new Act(action);
    }
}
