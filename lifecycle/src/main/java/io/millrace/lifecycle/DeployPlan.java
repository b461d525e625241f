package io.millrace.lifecycle;

import io.millrace.lifecycle.Decision.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides the next step of a create or an update. It keeps no state between two calls: what has been done already is read
 * from the application's history, so a call can be repeated.
 */
final class DeployPlan {
    /** How far the service's description may lag behind its history. */
    private static final Duration LAG = Duration.ofMinutes(1);

    private final CustomResourceRequest request;
    private final Observation seen;

    private DeployPlan(CustomResourceRequest request, Observation seen) {
        this.request = request;
        this.seen = seen;
    }

    static Decision next(CustomResourceRequest request, Observation seen) {
        if (seen.phase().over()) {
            return new Decision.Fail(
                    "the stack no longer waits for this request, as after a cancelled update; nothing was done",
                    Optional.empty(),
                    Optional.empty());
        }
        return seen.application()
                .map(application -> new DeployPlan(request, seen).next(application))
                .orElseGet(() -> seen.now().isBefore(request.deadline())
                        ? Decision.waitFor("there is no such application yet")
                        : new Decision.Fail("there is no such application", Optional.empty(), Optional.empty()));
    }

    /**
     * A rollback of the stack ends well once the service has what the template declares: failing it because the job is not
     * healthy would leave the stack in {@code UPDATE_ROLLBACK_FAILED}, in which it cannot be deployed.
     */
    private Decision next(ApplicationView application) {
        Decision decision = decide(application);
        return decision instanceof Decision.Fail fail && isRolledBack(request, seen)
                ? new Decision.RolledBack(fail.why())
                : decision;
    }

    /** Whether the stack returns to its previous template, and the service has what that declares. */
    static boolean isRolledBack(CustomResourceRequest request, Observation seen) {
        return seen.phase().rollback()
                && seen.application()
                        .filter(application -> !new DeployPlan(request, seen).differs(application))
                        .isPresent();
    }

    private Decision decide(ApplicationView application) {
        Optional<Operation> rollback = ofDeploy(Operation::rollsBack);
        if (application.changing() || seen.inProgress().isPresent()) {
            return rollback.isPresent() || stopped().isPresent()
                    ? waitUntil(request.undoDeadline(), "the deploy is being undone: " + application.status())
                    : waitInTime("the application is " + application.status(), application);
        }
        if (rollback.isPresent()) {
            return rolledBack(rollback.get());
        }
        return application.ready() ? ready(application) : running(application);
    }

    private Decision ready(ApplicationView application) {
        Optional<Operation> start = since(Operation::starts);
        if (start.isPresent() && start.get().failed()) {
            return fail("the application did not start", start);
        }
        if (stopped().isPresent()) {
            return fail(
                    whyUndone(stopped().get()).orElse("the application was stopped after its start")
                            + "; the application was stopped",
                    Optional.empty());
        }
        if (start.isPresent()) {
            return whenSettled(() -> fail("the application stopped again after its start", start));
        }
        if (differs(application)) {
            return whenSettled(() -> fail(difference(application), ofDeploy(Operation::failed)));
        }
        // the run configuration of the old template was meant for the deploy of that template
        boolean asDeclared = !seen.phase().rollback();
        if (asDeclared && request.snapshotArn().isPresent()) {
            return fail(
                    "a stopped application cannot be started from a snapshot ARN here; start it by hand (aws"
                            + " kinesisanalyticsv2 start-application) and deploy again",
                    Optional.empty());
        }
        return inTime()
                ? Decision.act(asDeclared ? Action.START : Action.START_FROM_LATEST_SNAPSHOT)
                : expired("it was not started", application);
    }

    private Decision running(ApplicationView application) {
        Optional<Operation> latest = ofDeploy(Operation::submits);
        if (latest.isPresent() && latest.get().failed()) {
            // the new version may be in place and fail, which CloudFormation's rollback could not undo
            boolean inPlace = !differs(application)
                    && (submittedBefore(latest.get())
                            || seen.failedUpdateTo()
                                    .map(version -> version == application.version())
                                    .orElse(request.changesCode()));
            return new Decision.Fail(
                    latest.get().name() + " failed",
                    Optional.of(latest.get().id()),
                    inPlace ? undo() : Optional.empty());
        }
        if (application.is("ROLLED_BACK") || differs(application)) {
            return whenSettled(() -> fail(difference(application), ofDeploy(Operation::failed)));
        }
        Health.Assessment health = health(seen.now());
        // the service can undo one update only: a new version has to be healthy before it gets another one
        if (lacksRunConfiguration(application)) {
            boolean healthy = health.verdict() == Health.Verdict.HEALTHY;
            boolean updated = since(Operation::updates).isPresent();
            if (healthy && updated) {
                return fail(
                        "the application was updated while the deploy watched it, as by its scaling, and does not have the"
                                + " declared run configuration; deploy again",
                        Optional.empty());
            }
            if (!updated && (healthy || !request.changesJob())) {
                return sendRunConfiguration();
            }
        }
        return switch (health.verdict()) {
            case HEALTHY -> new Decision.Done();
            case UNDECIDED -> waitInTime(health.why().orElse(""), application);
            case FAILING -> new Decision.Fail(health.why().orElse(""), Optional.empty(), undo());
        };
    }

    /** Whether the job was submitted in this deploy before: a later update that fails, as of the scaler, leaves it in place. */
    private boolean submittedBefore(Operation later) {
        return ofDeploy(operation -> operation.submits()
                        && !operation.failed()
                        && operation.start().isBefore(later.start()))
                .isPresent();
    }

    /**
     * CloudFormation's own update of the application, which precedes this request, sends the declared run configuration. It
     * is missing only when this deploy changed it and the service does not show it: sent on every deploy, it would return the
     * job to an old snapshot each time. So would a rollback of the stack, which declares that of an earlier deploy.
     */
    private boolean lacksRunConfiguration(ApplicationView application) {
        return !seen.phase().rollback()
                && request.changesRunConfiguration()
                && request.snapshotArn().isEmpty()
                && !application.runConfiguration().equals(Optional.of(request.runConfiguration()));
    }

    /** The job is watched after it. What runs now is healthy, or was not changed: there is nothing to undo yet. */
    private Decision sendRunConfiguration() {
        return seen.now().plus(request.verifyFor()).isAfter(request.deadline())
                ? fail(
                        String.format(
                                "the run configuration was not sent: of the timeout (%s), less than verifyFor (%s) is left to"
                                        + " watch the job with it; raise the timeout",
                                request.timeout(), request.verifyFor()),
                        Optional.empty())
                : Decision.act(Action.UPDATE_RUN_CONFIGURATION);
    }

    /** A rollback by the service, or the one that {@link #undo} requests. */
    private Decision rolledBack(Operation rollback) {
        Optional<Operation> cause =
                ofDeploy(operation -> operation.failed() && operation.start().isBefore(rollback.start()));
        String why = cause.map(operation -> operation.name() + " failed; ")
                .or(() -> whyUndone(rollback).map(reason -> reason + "; "))
                .orElse("");
        return fail(
                why
                        + (rollback.failed()
                                ? "the application could not be rolled back to its version before the update"
                                : "the application was rolled back to its version before the update"),
                cause.or(() -> Optional.of(rollback).filter(Operation::failed)));
    }

    /** The reason for which {@link #undo} was requested: it is not stored, so it is derived from what was seen at the time. */
    private Optional<String> whyUndone(Operation undo) {
        Health.Assessment health = health(undo.start());
        if (health.verdict() == Health.Verdict.FAILING) {
            return health.why();
        }
        return undo.start().isBefore(request.deadline())
                ? Optional.empty()
                : Optional.of("the deploy timed out; raise the timeout if the job needs longer");
    }

    /** What the job's metrics said at a time. */
    private Health.Assessment health(Instant time) {
        List<HealthPoint> points = seen.health().stream()
                .filter(point -> point.minute().isBefore(time))
                .toList();
        return Health.assess(points, watchedFrom(time), request.verifyFor(), request.maxRestarts());
    }

    private boolean differs(ApplicationView application) {
        return !application.runs(request.codeKey()) || !application.runtime().equals(request.runtime());
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

    private Instant watchedFrom(Instant time) {
        return seen.newest(operation ->
                        operation.end().isPresent() && operation.start().isBefore(time))
                .flatMap(Operation::end)
                .filter(end -> end.isAfter(request.startedAt()))
                .orElse(request.startedAt());
    }

    private Decision waitInTime(String why, ApplicationView application) {
        return inTime() ? Decision.waitFor(why) : expired(why, application);
    }

    private Decision waitUntil(Instant limit, String why) {
        return seen.now().isBefore(limit) ? Decision.waitFor(why) : fail(why, Optional.empty());
    }

    private Decision expired(String why, ApplicationView application) {
        Optional<Action> undo = application.ready() ? Optional.empty() : undo();
        if (undo.equals(Optional.of(Action.ROLL_BACK)) && !application.is("RUNNING", "UPDATING", "AUTOSCALING")) {
            return waitUntil(request.undoDeadline(), "the deploy timed out, and cannot be undone yet: " + why);
        }
        return new Decision.Fail(
                "the deploy timed out: " + why + "; raise the timeout if the job needs longer", Optional.empty(), undo);
    }

    /**
     * Undoes what this deploy did. A job that it started is stopped: the job was never healthy, and the state that it started
     * from still exists. A job that it updated is rolled back to the previous version: CloudFormation's own rollback would
     * need a snapshot, which a failing job cannot take. Without an update, the previous version is older than this deploy.
     * Nothing is undone in a rollback of the stack.
     */
    private Optional<Action> undo() {
        if (seen.phase().rollback()) {
            return Optional.empty();
        }
        if (since(Operation::starts).isPresent()) {
            return Optional.of(Action.FORCE_STOP);
        }
        boolean changes = request.changesJob() || request.changesRunConfiguration();
        return changes && ofDeploy(this::isOwnUpdate).isPresent() ? Optional.of(Action.ROLL_BACK) : Optional.empty();
    }

    /** CloudFormation's update, which precedes the request, or that of the run configuration; not the scaler's. */
    private boolean isOwnUpdate(Operation operation) {
        return operation.updates()
                && (operation.start().isBefore(request.startedAt()) || request.changesRunConfiguration());
    }

    /** The stop of a job that this deploy started. */
    private Optional<Operation> stopped() {
        return since(Operation::starts).flatMap(start -> since(Operation::stops)
                .filter(stop -> stop.start().isAfter(start.start())));
    }

    /** Waits for the service's description to be as new as its history before it decides. */
    private Decision whenSettled(Supplier<Decision> decision) {
        Instant newest = seen.operations().stream()
                .map(operation -> operation.end().orElse(operation.start()))
                .max(Instant::compareTo)
                .filter(end -> end.isAfter(request.startedAt()))
                .orElse(request.startedAt());
        return seen.now().isBefore(newest.plus(LAG))
                ? Decision.waitFor("the application has just changed")
                : decision.get();
    }

    private Optional<Operation> since(Predicate<Operation> which) {
        return seen.newestSince(request.startedAt(), which);
    }

    /** The newest of these operations since the stack began what it does: its own update precedes this request. */
    private Optional<Operation> ofDeploy(Predicate<Operation> which) {
        return seen.newestSince(seen.phase().began(), which);
    }

    private boolean inTime() {
        return seen.now().isBefore(request.deadline());
    }

    private static Decision fail(String why, Optional<Operation> operation) {
        return new Decision.Fail(why, operation.map(Operation::id), Optional.empty());
    }
}
