package io.millrace.kinesis.request;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.kinesis.codec.Codec;
import java.io.IOException;
import java.util.Map;

/** Reads requests, and checks them in the service's order: all types, all limits, and then what a request adds. */
public final class RequestReader {
    private RequestReader() {}

    /**
     * Reads a request and checks it.
     *
     * @throws ApiException when the bytes do not hold the operation's request, or it violates a rule
     */
    public static <Q extends Request> Q read(String operation, byte[] body, Codec codec, Class<Q> type)
            throws IOException {
        Shape shape = ServiceModel.request(operation);
        Map<String, Object> values;
        try (JsonParser parser = codec.parser(body)) {
            values = new ValueReader(parser, codec).readRequest(shape);
        } catch (JacksonException e) {
            throw ApiException.serialization("the request cannot be read: " + e.getOriginalMessage());
        }
        Constraints.check(shape, values);
        Q request = RecordBinder.bind(values, type);
        request.check();
        return request;
    }
}
