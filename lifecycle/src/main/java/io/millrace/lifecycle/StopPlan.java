package io.millrace.lifecycle;

import io.millrace.contract.lifecycle.StopMode;
import io.millrace.lifecycle.Decision.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides the next step of a delete: the job is stopped; CloudFormation deletes the application. Where the application stays,
 * so does its job: the lifecycle was turned off, became another resource, or was added by a deploy that is rolled back.
 */
final class StopPlan {
    /** Longer than a healthy job needs for a snapshot. */
    private static final Duration ENOUGH_FOR_A_SNAPSHOT = Duration.ofMinutes(10);

    private static final String REMEDY =
            "; stop it by force (aws kinesisanalyticsv2 stop-application --force), which loses the state since its last"
                    + " snapshot, or declare StopMode.FORCE";

    private StopPlan() {}

    static Decision next(CustomResourceRequest request, Observation seen) {
        if (seen.kept()
                || seen.application().isEmpty()
                || seen.application().get().is("DELETING")) {
            return new Decision.Done();
        }
        ApplicationView application = seen.application().get();
        if (application.ready()) {
            // a start that a cancelled deploy has just requested may not be in the status yet
            return seen.inProgress().filter(Operation::starts).isPresent()
                    ? waitInTime(request, seen, "the application is being started")
                    : new Decision.Done();
        }
        if (application.is("FORCE_STOPPING")) {
            // it may have begun at the deadline
            return seen.now().isBefore(request.undoDeadline())
                    ? Decision.waitFor("the application is FORCE_STOPPING")
                    : fail("the job was not stopped in time: the application is FORCE_STOPPING", Optional.empty());
        }
        if (request.stopMode() == StopMode.FORCE) {
            return force(request, seen);
        }
        Optional<Operation> stop = seen.newestSince(request.startedAt(), Operation::stops);
        if (stop.isPresent() && stop.get().failed()) {
            return request.stopMode() == StopMode.FORCE_IF_NEEDED
                    ? force(request, seen)
                    : fail("the job could not be stopped with a snapshot", stop);
        }
        if (application.changing() || stop.isPresent()) {
            return request.stopMode() == StopMode.FORCE_IF_NEEDED && isStuck(request, seen, stop)
                    ? force(request, seen)
                    : waitInTime(request, seen, "the application is " + application.status());
        }
        return inTime(request, seen) ? Decision.act(Action.STOP) : fail("the job was not stopped in time", stop);
    }

    /** A snapshot that begins late, after scaling for example, is given as much time, up to the deadline. */
    private static boolean isStuck(CustomResourceRequest request, Observation seen, Optional<Operation> stop) {
        Instant since = stop.map(Operation::start).orElse(request.startedAt());
        return !inTime(request, seen) || !seen.now().isBefore(since.plus(ENOUGH_FOR_A_SNAPSHOT));
    }

    /** Stops by force, and again when that fails, as long as there is time for it. */
    private static Decision force(CustomResourceRequest request, Observation seen) {
        return seen.now().isBefore(request.undoDeadline())
                ? Decision.act(Action.FORCE_STOP)
                : fail("the job was not stopped in time, not even by force", seen.newest(Operation::stops));
    }

    private static Decision waitInTime(CustomResourceRequest request, Observation seen, String why) {
        return inTime(request, seen)
                ? Decision.waitFor(why)
                : fail("the job was not stopped in time: " + why, Optional.empty());
    }

    private static boolean inTime(CustomResourceRequest request, Observation seen) {
        return seen.now().isBefore(request.deadline());
    }

    private static Decision fail(String why, Optional<Operation> operation) {
        return new Decision.Fail(why + REMEDY, operation.map(Operation::id), Optional.empty());
    }
}
