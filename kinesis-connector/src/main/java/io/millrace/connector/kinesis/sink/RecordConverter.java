package io.millrace.connector.kinesis.sink;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Makes records of elements.
 *
 * @param <T> the type of the elements
 */
public final class RecordConverter<T> extends FlinkConverter<T> {
    private static final long serialVersionUID = 1L;
    private static final int MAX_KEY = 256;
    private static final int HASH_KEY_BITS = 128;

    private final SerializationSchema<T> schema;
    private final SerializableFunction<T, String> partitionKey;
    private final @Nullable SerializableFunction<T, @Nullable String> hashKey;

    /** A converter; without a function for hash keys, Kinesis hashes the partition keys. */
    public RecordConverter(
            SerializationSchema<T> schema,
            SerializableFunction<T, String> partitionKey,
            @Nullable SerializableFunction<T, @Nullable String> hashKey) {
        this.schema = schema;
        this.partitionKey = partitionKey;
        this.hashKey = hashKey;
    }

    @Override
    void open(SerializationSchema.InitializationContext context) {
        try {
            schema.open(context);
        } catch (Exception e) {
            throw new FlinkRuntimeException("the serialization schema cannot be opened", e);
        }
    }

    @Override
    public PutRecordsRequestEntry apply(T element, SinkWriter.Context context) {
        PutRecordsRequestEntry.Builder entry = PutRecordsRequestEntry.builder()
                .data(SdkBytes.fromByteArrayUnsafe(
                        requireNonNull(schema.serialize(element), "the serialization schema returned null")))
                .partitionKey(checkedKey(partitionKey.apply(element)));
        if (hashKey != null) {
            entry.explicitHashKey(checkedHashKey(hashKey.apply(element)));
        }
        return entry.build();
    }

    private static String checkedKey(@Nullable String key) {
        if (key == null || key.isEmpty() || key.codePointCount(0, key.length()) > MAX_KEY) {
            throw new IllegalArgumentException(
                    "a partition key must have 1 to " + MAX_KEY + " characters, got '" + key + "'");
        }
        return key;
    }

    private static @Nullable String checkedHashKey(@Nullable String key) {
        if (key != null && !isHashKey(key)) {
            throw new IllegalArgumentException(
                    "an explicit hash key must be a decimal number of at most 128 bits, got '" + key + "'");
        }
        return key;
    }

    private static boolean isHashKey(String key) {
        return key.matches("0|[1-9][0-9]{0,38}") && new BigInteger(key).bitLength() <= HASH_KEY_BITS;
    }
}
