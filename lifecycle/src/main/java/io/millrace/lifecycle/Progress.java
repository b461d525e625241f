package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.lifecycle.Step.Action;
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

/** Takes one look at an application and one step towards what the request wants. */
final class Progress {
    private final ServiceGateway service;
    private final Clock clock;
    private final Consumer<String> log;

    Progress(ServiceGateway service, Clock clock, Consumer<String> log) {
        this.service = requireNonNull(service, "service is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.log = requireNonNull(log, "log is null");
    }

    /**
     * @return whether the request is fulfilled
     * @throws DeployFailedException when it never will be
     */
    boolean advance(Request request) {
        Instant now = clock.instant();
        Observation seen;
        try {
            seen = service.observe(request, now);
        } catch (SdkException e) {
            return tryAgain(request, now, "the service could not be asked", e);
        }
        Step step =
                request.type() == Request.Type.DELETE ? StopPlan.next(request, seen) : DeployPlan.next(request, seen);
        log.accept(request.applicationName() + ": " + step);
        // no pattern switch on Java 17
        if (step instanceof Step.Act act) {
            return act(act.action(), request, seen);
        }
        if (step instanceof Step.Fail fail) {
            return fail(fail, request, seen);
        }
        return step instanceof Step.Done;
    }

    private boolean act(Action action, Request request, Observation seen) {
        try {
            service.act(action, request, seen.application().orElseThrow());
            return false;
        } catch (SdkException e) {
            return tryAgain(request, seen.now(), action + " was refused", e);
        }
    }

    private boolean fail(Step.Fail fail, Request request, Observation seen) {
        String reason = reason(fail, request, seen);
        if (fail.undo().isEmpty()) {
            throw new DeployFailedException(reason);
        }
        Action undo = fail.undo().get();
        try {
            service.act(undo, request, seen.application().orElseThrow());
        } catch (SdkException e) {
            if (isInTheWay(e) && seen.now().isBefore(request.deadline())) {
                log.accept(undo + " must wait: " + e.getMessage());
                return false;
            }
            throw new DeployFailedException(reason + "; " + undo + " was refused: " + e.getMessage());
        }
        if (undo == Action.ROLL_BACK) {
            // CloudFormation's own rollback must not meet an application that is still rolling back
            return false;
        }
        throw new DeployFailedException(reason);
    }

    /** Why, with what the service and the job have to say; asking them must not hide the rest. */
    private String reason(Step.Fail fail, Request request, Observation seen) {
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
            log.accept("no answer: " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean tryAgain(Request request, Instant now, String what, SdkException e) {
        if (isInTheWay(e) && now.isBefore(request.deadline())) {
            log.accept(what + ", and will be tried again: " + e.getMessage());
            return false;
        }
        throw new DeployFailedException(request.applicationName() + ": " + what + ": " + e.getMessage());
    }

    /** Whether what was refused may be granted a moment later. */
    private static boolean isInTheWay(SdkException e) {
        if (e instanceof ResourceInUseException || e instanceof ConcurrentModificationException) {
            return true;
        }
        return e instanceof AwsServiceException refused
                ? refused.isThrottlingException() || refused.statusCode() >= 500
                : e instanceof SdkClientException;
    }
}
