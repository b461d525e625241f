package io.millrace.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;

/** An answer that the API gives instead of a result; the message says which rule was broken, and by what. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    private ApiException(String type, String message) {
        super(message);
        this.type = type;
    }

    static ApiException expiredIterator(String message) {
        return new ApiException("ExpiredIteratorException", message);
    }

    static ApiException expiredNextToken(String message) {
        return new ApiException("ExpiredNextTokenException", message);
    }

    static ApiException internalFailure(String message) {
        return new ApiException("InternalFailureException", message);
    }

    static ApiException invalidArgument(String message) {
        return new ApiException("InvalidArgumentException", message);
    }

    static ApiException limitExceeded(String message) {
        return new ApiException("LimitExceededException", message);
    }

    static ApiException resourceInUse(String message) {
        return new ApiException("ResourceInUseException", message);
    }

    static ApiException resourceNotFound(String message) {
        return new ApiException("ResourceNotFoundException", message);
    }

    static ApiException serialization(String message) {
        return new ApiException("SerializationException", message);
    }

    static ApiException unknownOperation(String message) {
        return new ApiException("UnknownOperationException", message);
    }

    static ApiException validation(String message) {
        return new ApiException("ValidationException", message);
    }

    /** The service's name of the error. */
    String type() {
        return type;
    }

    /** 500 when the fault is this server's, so that a client tries again; else 400. */
    int httpStatus() {
        return type.startsWith("Internal") ? 500 : 400;
    }

    /** The error as a response's body, or an event's payload. */
    Body body() {
        return new Body(type, getMessage() == null ? "" : getMessage());
    }

    record Body(
            @JsonProperty("__type") String type,
            @JsonProperty("message") String message) {}
}
