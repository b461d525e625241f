package io.millrace.kinesis.request;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An error response of the API. Its message names the rule and the value that violates it. */
public final class ApiException extends RuntimeException {
    public static final String THROUGHPUT_EXCEEDED = "ProvisionedThroughputExceededException";

    private static final long serialVersionUID = 1L;

    private final String type;

    private ApiException(String type, String message) {
        super(message);
        this.type = type;
    }

    public static ApiException expiredIterator(String message) {
        return new ApiException("ExpiredIteratorException", message);
    }

    public static ApiException expiredNextToken(String message) {
        return new ApiException("ExpiredNextTokenException", message);
    }

    public static ApiException internalFailure(String message) {
        return new ApiException("InternalFailureException", message);
    }

    public static ApiException invalidArgument(String message) {
        return new ApiException("InvalidArgumentException", message);
    }

    public static ApiException limitExceeded(String message) {
        return new ApiException("LimitExceededException", message);
    }

    public static ApiException provisionedThroughputExceeded(String message) {
        return new ApiException(THROUGHPUT_EXCEEDED, message);
    }

    public static ApiException resourceInUse(String message) {
        return new ApiException("ResourceInUseException", message);
    }

    public static ApiException resourceNotFound(String message) {
        return new ApiException("ResourceNotFoundException", message);
    }

    public static ApiException serialization(String message) {
        return new ApiException("SerializationException", message);
    }

    public static ApiException unknownOperation(String message) {
        return new ApiException("UnknownOperationException", message);
    }

    public static ApiException validation(String message) {
        return new ApiException("ValidationException", message);
    }

    /** The service's name for the error. */
    public String type() {
        return type;
    }

    /** 500 for a failure of this server, so that a client tries again; otherwise 400. */
    public int httpStatus() {
        return type.startsWith("Internal") ? 500 : 400;
    }

    /** The error as the body of a response or the payload of an event. */
    public Body body() {
        return new Body(type, getMessage() == null ? "" : getMessage());
    }

    record Body(
            @JsonProperty("__type") String type,
            @JsonProperty("message") String message) {}
}
