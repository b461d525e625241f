package io.millrace.job.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.jspecify.annotations.Nullable;

/**
 * Serializes the elements of an output as records: one JSON object each, with equal bytes for equal elements. Each subtask has
 * its own: it is not for several threads.
 */
public abstract class JsonRecordSerializer<T> implements SerializationSchema<T> {
    private static final long serialVersionUID = 1L;
    /** Writes characters beyond 16 bits as they are, in 4 bytes: an escape would have 12. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .setRootValueSeparator(null);

    /** Kept from one record to the next. */
    private transient @Nullable Writer idle;

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
        try {
            Writer writer = idle == null ? new Writer() : idle;
            // if this record fails, its writer is in the middle of an object
            idle = null;
            writer.json.writeStartObject();
            write(element, writer.json);
            writer.json.writeEndObject();
            byte[] record = writer.take();
            idle = writer;
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + element + " to memory", e);
        }
    }

    private static final class Writer {
        private final ByteArrayBuilder bytes = new ByteArrayBuilder();
        private final JsonGenerator json;

        Writer() throws IOException {
            json = JSON.createGenerator(bytes);
        }

        byte[] take() throws IOException {
            json.flush();
            byte[] record = bytes.toByteArray();
            bytes.reset();
            return record;
        }
    }
}
