package io.millrace.lifecycle;

import io.millrace.lifecycle.Decision.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides the next step of a create or an update. It keeps no state between two calls: what has been done already is read
 * from the application's history, so a call can be repeated.
 */
final class DeployPlan {
    private final CustomResourceRequest request;
    private final Observation seen;

    private DeployPlan(CustomResourceRequest request, Observation seen) {
        this.request = request;
        this.seen = seen;
    }

    static Decision next(CustomResourceRequest request, Observation seen) {
        return seen.application()
                .map(application -> new DeployPlan(request, seen).next(application))
                .orElseGet(() -> seen.now().isBefore(request.deadline())
                        ? Decision.waitFor("there is no such application yet")
                        : new Decision.Fail("there is no such application", Optional.empty(), Optional.empty()));
    }

    private Decision next(ApplicationView application) {
        Optional<Operation> rollback = since(Operation::rollsBack);
        boolean changing =
                application.changing() || seen.newest(Operation::inProgress).isPresent();
        if (rollback.isPresent()) {
            return changing ? Decision.waitFor("the application is being rolled back") : rolledBack(rollback.get());
        }
        if (changing) {
            return waitInTime("the application is " + application.status(), application);
        }
        return application.ready() ? ready(application) : running(application);
    }

    private Decision ready(ApplicationView application) {
        Optional<Operation> start = since(Operation::starts);
        if (start.isPresent()) {
            return fail(
                    start.get().failed()
                            ? "the application did not start"
                            : "the application stopped again after its start",
                    start);
        }
        if (differs(application)) {
            return fail(difference(application), seen.newest(Operation::failed));
        }
        if (request.snapshotArn().isPresent()) {
            return fail(
                    "a stopped application cannot be started from a snapshot ARN here; start it by hand (aws"
                            + " kinesisanalyticsv2 start-application) and deploy again",
                    Optional.empty());
        }
        return inTime() ? Decision.act(Action.START) : expired("it was not started", application);
    }

    private Decision running(ApplicationView application) {
        Optional<Operation> latest =
                seen.newest(operation -> operation.starts() || operation.updates() || operation.rollsBack());
        if (latest.isPresent() && latest.get().failed()) {
            return fail(latest.get().name() + " failed", latest);
        }
        if (latest.isPresent() && latest.get().rollsBack()) {
            return rolledBack(latest.get());
        }
        if (application.is("ROLLED_BACK") || differs(application)) {
            return fail(difference(application), seen.newest(Operation::failed));
        }
        if (mustSendRunConfiguration(application)) {
            return inTime()
                    ? Decision.act(Action.UPDATE_RUN_CONFIGURATION)
                    : expired("its run configuration was not updated", application);
        }
        Health.Assessment health = Health.assess(seen.health(), watchedFrom(), request.verifyFor());
        return switch (health.verdict()) {
            case HEALTHY -> new Decision.Done();
            case UNDECIDED -> waitInTime(health.why().orElse(""), application);
            case FAILING -> new Decision.Fail(health.why().orElse(""), Optional.empty(), undo(application));
        };
    }

    /**
     * CloudFormation's own update of the application, which precedes this request, sends the declared run configuration. It
     * is sent again only when this deploy changed it and the service does not have it: repeated on every deploy, it would
     * return the job to an old snapshot each time.
     */
    private boolean mustSendRunConfiguration(ApplicationView application) {
        return request.changesRunConfiguration()
                && request.snapshotArn().isEmpty()
                && !application.runConfiguration().equals(Optional.of(request.runConfiguration()))
                && since(Operation::updates).isEmpty();
    }

    /** A rollback by the service, or the one that {@link #undo} requests. */
    private Decision rolledBack(Operation rollback) {
        Optional<Operation> cause =
                seen.newest(operation -> operation.failed() && operation.start().isBefore(rollback.start()));
        return fail("the application was rolled back to its version before the update", cause);
    }

    private boolean differs(ApplicationView application) {
        return !application.codeKey().equals(request.codeKey())
                || !application.runtime().equals(request.runtime());
    }

    private String difference(ApplicationView application) {
        return String.format(
                "the service runs '%s' on %s in its version %d, instead of what the template declares: '%s' on %s",
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

    private Decision waitInTime(String why, ApplicationView application) {
        return inTime() ? Decision.waitFor(why) : expired(why, application);
    }

    private Decision expired(String why, ApplicationView application) {
        return new Decision.Fail(
                "the deploy timed out: " + why + "; raise the timeout if the job needs longer",
                Optional.empty(),
                undo(application));
    }

    /**
     * Undoes what this deploy did. A job that it started is stopped: the job was never healthy, and the state that it started
     * from still exists. A job that it changed is rolled back to the previous version: CloudFormation's own rollback would
     * need a snapshot, which a failing job cannot take.
     */
    private Optional<Action> undo(ApplicationView application) {
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

    private static Decision fail(String why, Optional<Operation> operation) {
        return new Decision.Fail(why, operation.map(Operation::id), Optional.empty());
    }
}
