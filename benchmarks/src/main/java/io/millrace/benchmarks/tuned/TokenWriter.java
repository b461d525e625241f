package io.millrace.benchmarks.tuned;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** Serializes elements with Jackson's generator, without reflection. */
public abstract class TokenWriter<T> implements SerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** Writes the members of an element's object. */
    protected abstract void members(T element, JsonGenerator json) throws IOException;

    @Override
    public byte[] serialize(T element) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler());
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members(element, json);
            json.writeEndObject();
            json.flush();
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
