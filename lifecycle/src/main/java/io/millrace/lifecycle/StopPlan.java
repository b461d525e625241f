package io.millrace.lifecycle;

import io.millrace.lifecycle.Step.Action;
import java.time.Duration;
import java.util.Optional;

/** Decides what a delete does next: the job is stopped, and the application left to CloudFormation. */
final class StopPlan {
    /** A healthy job takes its snapshot in less. */
    private static final Duration ENOUGH_FOR_A_SNAPSHOT = Duration.ofMinutes(10);

    private static final String REMEDY =
            "; stop it by force (aws kinesisanalyticsv2 stop-application --force), which loses what came after its last"
                    + " snapshot, or declare a forced stop";

    private StopPlan() {}

    static Step next(Request request, Observation seen) {
        if (seen.application().isEmpty() || seen.application().get().is("READY", "DELETING")) {
            return new Step.Done();
        }
        Application application = seen.application().get();
        if (application.is("FORCE_STOPPING")) {
            return waitInTime(request, seen, "the application is FORCE_STOPPING");
        }
        if (request.stopMode() == StopMode.FORCE) {
            return Step.act(Action.FORCE_STOP);
        }
        Optional<Operation> stop = seen.newestSince(request.startedAt(), Operation::stops);
        if (stop.isPresent() && stop.get().failed()) {
            return request.stopMode() == StopMode.FORCE_IF_NEEDED
                    ? Step.act(Action.FORCE_STOP)
                    : fail("the job could not be stopped with a snapshot", stop);
        }
        if (application.changing() || stop.isPresent()) {
            boolean stuck = !seen.now().isBefore(request.startedAt().plus(ENOUGH_FOR_A_SNAPSHOT));
            return stuck && request.stopMode() == StopMode.FORCE_IF_NEEDED
                    ? Step.act(Action.FORCE_STOP)
                    : waitInTime(request, seen, "the application is " + application.status());
        }
        return inTime(request, seen) ? Step.act(Action.STOP) : fail("the job was not stopped in time", stop);
    }

    private static Step waitInTime(Request request, Observation seen, String why) {
        return inTime(request, seen)
                ? Step.waitFor(why)
                : fail("the job was not stopped in time: " + why, Optional.empty());
    }

    private static boolean inTime(Request request, Observation seen) {
        return seen.now().isBefore(request.deadline());
    }

    private static Step fail(String why, Optional<Operation> operation) {
        return new Step.Fail(why + REMEDY, operation.map(Operation::id), Optional.empty());
    }
}
