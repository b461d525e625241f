package io.millrace.job.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** Serializes the elements of an output as records: one JSON object each, with equal bytes for equal elements. */
public abstract class JsonRecordSerializer<T> implements SerializationSchema<T> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    /** The partition key of the element's record: 1 to {@value io.millrace.job.record.SourceRecord#MAX_PARTITION_KEY_CHARS} characters. */
    public abstract String partitionKey(T element);

    /** Writes the fields of the element's object. */
    protected abstract void write(T element, JsonGenerator json) throws IOException;

    /** A number as it is written: exact, without an exponent, and without zeros at the end of its fraction. */
    protected static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** Writes a number as {@link #plain} has it. */
    protected static void writeNumber(JsonGenerator json, String field, BigDecimal number) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(plain(number));
    }

    @Override
    public final byte[] serialize(T element) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            write(element, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + element + " to memory", e);
        }
        return bytes.toByteArray();
    }
}
