package io.millrace.kinesis.request;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.millrace.kinesis.codec.Codec;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads a request and checks its members. */
public final class RequestReader {
    private RequestReader() {}

    /**
     * Reads a request and checks it.
     *
     * @throws ApiException when the bytes do not hold such a request, or it violates a rule
     */
    public static <Q extends Request> Q read(byte[] body, Codec codec, Class<Q> type) throws IOException {
        try {
            return Request.checked(codec.read(body, type));
        } catch (InvalidFormatException e) {
            Class<?> target = e.getTargetType();
            if (target != null && target.isEnum()) {
                throw ApiException.validation(path(e) + " must be one of " + List.of(target.getEnumConstants())
                        + ", got '" + e.getValue() + "'");
            }
            throw unreadable(e);
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private static ApiException unreadable(JacksonException e) {
        String where =
                e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                        ? path(mapping) + " in the request"
                        : "the request";
        return ApiException.serialization(where + " cannot be read: " + e.getOriginalMessage());
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }
}
