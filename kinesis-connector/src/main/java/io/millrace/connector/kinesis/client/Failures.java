package io.millrace.connector.kinesis.client;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tells failures that pass from those that do not. */
public final class Failures {
    private static final int SERVER_ERROR = 500;
    /** Throttling that the SDK does not know as such, and a stream that is still being created. */
    private static final Set<String> PASSING =
            Set.of("KMSThrottlingException", "LimitExceededException", "ResourceInUseException");

    private Failures() {}

    /** What went wrong in a call of an asynchronous client. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether a call may succeed when it is made again. */
    public static boolean isPassing(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof AwsServiceException service) {
            return service.statusCode() >= SERVER_ERROR
                    || service.isThrottlingException()
                    || service.isClockSkewException()
                    || (service.awsErrorDetails() != null
                            && PASSING.contains(service.awsErrorDetails().errorCode()));
        }
        if (cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException
                || cause instanceof RetryableException) {
            return true;
        }
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || (cause instanceof SdkClientException && isOfNetwork(cause));
    }

    private static boolean isOfNetwork(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
