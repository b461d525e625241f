package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.lifecycle.Decision.Action;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConcurrentModificationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;

/** Brings an application one step closer to what a request declares: observes it once, and acts once. */
final class Reconciler {
    /** How long a permission may be missing that the same deploy has just granted. */
    static final Duration IAM_PROPAGATION = Duration.ofMinutes(5);

    private final Service service;
    private final Clock clock;
    private final Consumer<String> log;

    Reconciler(Service service, Clock clock, Consumer<String> log) {
        this.service = requireNonNull(service, "service is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.log = requireNonNull(log, "log is null");
    }

    /**
     * @return whether the request is fulfilled
     * @throws DeployFailedException when the request has failed
     */
    boolean advance(CustomResourceRequest request) {
        Instant now = clock.instant();
        Observation seen;
        try {
            seen = service.observe(request, now);
        } catch (SdkException e) {
            tryAgain(request, now, "the service did not answer", e);
            return false;
        }
        Decision decision = request.type() == CustomResourceRequest.Type.DELETE
                ? StopPlan.next(request, seen)
                : DeployPlan.next(request, seen);
        log.accept(request.applicationName() + ": " + decision);
        // Java 17 has no pattern switch
        if (decision instanceof Decision.Act act) {
            return act(act.action(), request, seen);
        } else if (decision instanceof Decision.Fail fail) {
            fail(fail, request, seen);
        } else if (decision instanceof Decision.Done && request.type() != CustomResourceRequest.Type.DELETE) {
            seen.application().ifPresent(application -> deleteOldSnapshots(request, application));
        }
        return decision instanceof Decision.Done || decision instanceof Decision.RolledBack;
    }

    private void deleteOldSnapshots(CustomResourceRequest request, ApplicationView application) {
        try {
            log.accept("deleted " + service.deleteOldSnapshots(request, application) + " old snapshots");
        } catch (SdkException e) {
            log.accept("could not delete old snapshots, which the next deploy does: " + e.getMessage());
        }
    }

    /** @return whether the request is fulfilled although the service refuses the action */
    private boolean act(Action action, CustomResourceRequest request, Observation seen) {
        try {
            service.act(action, request, seen.application().orElseThrow());
        } catch (SdkException e) {
            if (DeployPlan.isRolledBack(request, seen) && !isWorthRepeating(e, request, seen.now())) {
                log.accept(action + " was refused, but the declared version is in place: " + e.getMessage());
                return true;
            }
            tryAgain(request, seen.now(), action + " was refused", e);
        }
        return false;
    }

    /** Fails the request, once there is nothing to undo. */
    private void fail(Decision.Fail fail, CustomResourceRequest request, Observation seen) {
        if (fail.undo().isEmpty()) {
            throw new DeployFailedException(reason(fail, request, seen));
        }
        Action undo = fail.undo().get();
        try {
            service.act(undo, request, seen.application().orElseThrow());
        } catch (SdkException e) {
            if (isWorthRepeating(e, request, seen.now())) {
                log.accept(undo + " must wait: " + e.getMessage());
                return;
            }
            throw new DeployFailedException(
                    reason(fail, request, seen) + "; " + undo + " was refused: " + e.getMessage());
        }
        // CloudFormation's own rollback has to wait for the end of this; the reason is derived again then
    }

    /** The reason with the service's error and the job's exception, as far as they can be read. */
    private String reason(Decision.Fail fail, CustomResourceRequest request, Observation seen) {
        Instant since = fail.operationId()
                .flatMap(id -> seen.newest(operation -> operation.id().equals(id)))
                .map(Operation::start)
                .filter(start -> start.isBefore(request.startedAt()))
                .orElse(request.startedAt());
        StringBuilder reason = new StringBuilder(request.applicationName() + ": " + fail.why());
        fail.operationId()
                .flatMap(id -> quietly(() -> service.error(request, id)))
                .ifPresent(error -> reason.append("; the service says: ").append(error));
        quietly(() -> service.lastException(request, since, seen.now()))
                .ifPresent(exception ->
                        reason.append("; the job's last exception: ").append(exception));
        return reason.toString();
    }

    private Optional<String> quietly(Supplier<Optional<String>> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            log.accept("could not read details: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Leaves the call to the next look if it may succeed then, and fails the request otherwise. */
    private void tryAgain(CustomResourceRequest request, Instant now, String what, SdkException e) {
        if (isWorthRepeating(e, request, now)) {
            log.accept(what + ", will be retried: " + e.getMessage());
            return;
        }
        throw new DeployFailedException(request.applicationName() + ": " + what + ": " + e.getMessage());
    }

    private static boolean isWorthRepeating(SdkException e, CustomResourceRequest request, Instant now) {
        return isTransient(e, request, now) && now.isBefore(request.undoDeadline());
    }

    /** Whether the call may succeed a moment later. */
    private static boolean isTransient(SdkException e, CustomResourceRequest request, Instant now) {
        if (e instanceof ResourceInUseException || e instanceof ConcurrentModificationException) {
            return true;
        }
        if (!(e instanceof AwsServiceException refused)) {
            return true; // no answer
        }
        boolean propagating = now.isBefore(request.startedAt().plus(IAM_PROPAGATION));
        return refused.isThrottlingException() || refused.statusCode() >= 500 || (propagating && isDenied(refused));
    }

    /** JSON services say so with a status of 400. */
    private static boolean isDenied(AwsServiceException refused) {
        AwsErrorDetails details = refused.awsErrorDetails();
        return refused.statusCode() == 403
                || (details != null && String.valueOf(details.errorCode()).startsWith("AccessDenied"));
    }
}
