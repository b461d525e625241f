package io.millrace.lifecycle;

import io.millrace.lifecycle.Step.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides what a create or an update does next. It keeps nothing between two looks: what has been done is read from the
 * application's own history, so a look may be repeated.
 */
final class DeployPlan {
    private final Request request;
    private final Observation seen;

    private DeployPlan(Request request, Observation seen) {
        this.request = request;
        this.seen = seen;
    }

    static Step next(Request request, Observation seen) {
        return seen.application()
                .map(application -> new DeployPlan(request, seen).next(application))
                .orElseGet(() -> seen.now().isBefore(request.deadline())
                        ? Step.waitFor("there is no such application yet")
                        : new Step.Fail("there is no such application", Optional.empty(), Optional.empty()));
    }

    private Step next(Application application) {
        Optional<Operation> rollback = since(Operation::rollsBack);
        boolean changing =
                application.changing() || seen.newest(Operation::inProgress).isPresent();
        if (rollback.isPresent()) {
            return changing ? Step.waitFor("the application is being rolled back") : rolledBack(rollback.get());
        }
        if (changing) {
            return waitInTime("the application is " + application.status(), application);
        }
        return application.ready() ? ready(application) : running(application);
    }

    private Step ready(Application application) {
        Optional<Operation> start = since(Operation::starts);
        if (start.isPresent()) {
            return fail(
                    start.get().failed()
                            ? "the application did not start"
                            : "the application stopped again after its start",
                    start);
        }
        if (isAnother(application)) {
            return fail(difference(application), seen.newest(Operation::failed));
        }
        if (request.snapshotArn().isPresent()) {
            return fail(
                    "a stopped application is not started from a snapshot of the account; start it by hand (aws"
                            + " kinesisanalyticsv2 start-application) and deploy again",
                    Optional.empty());
        }
        return inTime() ? Step.act(Action.START) : expired("it was not started", application);
    }

    private Step running(Application application) {
        Optional<Operation> latest =
                seen.newest(operation -> operation.starts() || operation.updates() || operation.rollsBack());
        if (latest.isPresent() && latest.get().failed()) {
            return fail("the service did not carry out " + latest.get().name(), latest);
        }
        if (latest.isPresent() && latest.get().rollsBack()) {
            return rolledBack(latest.get());
        }
        if (application.is("ROLLED_BACK") || isAnother(application)) {
            return fail(difference(application), seen.newest(Operation::failed));
        }
        if (mustSendRunConfiguration(application)) {
            return inTime()
                    ? Step.act(Action.UPDATE_RUN_CONFIGURATION)
                    : expired("its run configuration was not updated", application);
        }
        Health.Judgement judgement = Health.judge(seen.health(), watchedFrom(), request.verifyFor());
        return switch (judgement.verdict()) {
            case HEALTHY -> new Step.Done();
            case UNDECIDED -> waitInTime(judgement.why().orElse(""), application);
            case FAILING -> new Step.Fail(judgement.why().orElse(""), Optional.empty(), undo(application));
        };
    }

    /**
     * The update of the application itself, which CloudFormation makes before this request, sends the declared run
     * configuration. It is sent again only when this deploy changed it and the service does not know it: to repeat it on
     * every deploy would throw a job back to an old snapshot again and again.
     */
    private boolean mustSendRunConfiguration(Application application) {
        return request.changesRunConfiguration()
                && request.snapshotArn().isEmpty()
                && !application.runConfiguration().equals(request.runConfiguration())
                && since(Operation::updates).isEmpty();
    }

    /** A rollback of the service, or the one below. */
    private Step rolledBack(Operation rollback) {
        Optional<Operation> cause =
                seen.newest(operation -> operation.failed() && operation.start().isBefore(rollback.start()));
        return fail("the application was rolled back to its version before the update", cause);
    }

    private boolean isAnother(Application application) {
        return !application.codeKey().equals(request.codeKey())
                || !application.runtime().equals(request.runtime());
    }

    private String difference(Application application) {
        return String.format(
                "the service kept '%s' on %s in its version %d, and not what the template declares: '%s' on %s",
                application.codeKey(),
                application.runtime(),
                application.version(),
                request.codeKey(),
                request.runtime());
    }

    private Instant watchedFrom() {
        return seen.newest(operation -> operation.end().isPresent())
                .flatMap(Operation::end)
                .filter(end -> end.isAfter(request.startedAt()))
                .orElse(request.startedAt());
    }

    private Step waitInTime(String why, Application application) {
        return inTime() ? Step.waitFor(why) : expired(why, application);
    }

    private Step expired(String why, Application application) {
        return new Step.Fail(
                "the deploy's time is over: " + why + "; allow it more where the job needs more",
                Optional.empty(),
                undo(application));
    }

    /**
     * Undoes what this deploy did. A job that it started is stopped: it was never healthy, and where it came from is
     * still there. A job that it changed goes back to the version before: CloudFormation's own rollback would need a
     * snapshot, which a failing job cannot take.
     */
    private Optional<Action> undo(Application application) {
        if (since(Operation::starts).isPresent()) {
            return application.ready() ? Optional.empty() : Optional.of(Action.FORCE_STOP);
        }
        return request.changesJob() && application.is("RUNNING", "UPDATING", "AUTOSCALING")
                ? Optional.of(Action.ROLL_BACK)
                : Optional.empty();
    }

    private Optional<Operation> since(Predicate<Operation> which) {
        return seen.newestSince(request.startedAt(), which);
    }

    private boolean inTime() {
        return seen.now().isBefore(request.deadline());
    }

    private static Step fail(String why, Optional<Operation> operation) {
        return new Step.Fail(why, operation.map(Operation::id), Optional.empty());
    }
}
