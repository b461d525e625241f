package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.lifecycle.Decision.Action;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ConcurrentModificationException;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceInUseException;

/** Brings an application one step closer to what a request declares: observes it once, and acts once. */
final class Reconciler {
    private final ServiceGateway service;
    private final Clock clock;
    private final Consumer<String> log;

    Reconciler(ServiceGateway service, Clock clock, Consumer<String> log) {
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
            return tryAgain(request, now, "the service did not answer", e);
        }
        Decision decision = request.type() == CustomResourceRequest.Type.DELETE
                ? StopPlan.next(request, seen)
                : DeployPlan.next(request, seen);
        log.accept(request.applicationName() + ": " + decision);
        // Java 17 has no pattern switch
        if (decision instanceof Decision.Act act) {
            return act(act.action(), request, seen);
        }
        if (decision instanceof Decision.Fail fail) {
            return fail(fail, request, seen);
        }
        return decision instanceof Decision.Done;
    }

    private boolean act(Action action, CustomResourceRequest request, Observation seen) {
        try {
            service.act(action, request, seen.application().orElseThrow());
            return false;
        } catch (SdkException e) {
            return tryAgain(request, seen.now(), action + " was refused", e);
        }
    }

    private boolean fail(Decision.Fail fail, CustomResourceRequest request, Observation seen) {
        String reason = reason(fail, request, seen);
        if (fail.undo().isEmpty()) {
            throw new DeployFailedException(reason);
        }
        Action undo = fail.undo().get();
        try {
            service.act(undo, request, seen.application().orElseThrow());
        } catch (SdkException e) {
            if (isTransient(e) && seen.now().isBefore(request.deadline())) {
                log.accept(undo + " must wait: " + e.getMessage());
                return false;
            }
            throw new DeployFailedException(reason + "; " + undo + " was refused: " + e.getMessage());
        }
        if (undo == Action.ROLL_BACK) {
            // CloudFormation's own rollback has to wait for this one
            return false;
        }
        throw new DeployFailedException(reason);
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
        quietly(() -> service.lastException(request, since))
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

    private boolean tryAgain(CustomResourceRequest request, Instant now, String what, SdkException e) {
        if (isTransient(e) && now.isBefore(request.deadline())) {
            log.accept(what + ", will be retried: " + e.getMessage());
            return false;
        }
        throw new DeployFailedException(request.applicationName() + ": " + what + ": " + e.getMessage());
    }

    /** Whether the call may succeed a moment later. */
    private static boolean isTransient(SdkException e) {
        if (e instanceof ResourceInUseException || e instanceof ConcurrentModificationException) {
            return true;
        }
        return e instanceof AwsServiceException refused
                ? refused.isThrottlingException() || refused.statusCode() >= 500
                : e instanceof SdkClientException;
    }
}
