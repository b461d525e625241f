package io.millrace.connector.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.kinesis.client.SourceSettings;
import io.millrace.connector.kinesis.client.StreamArn;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link KinesisSource}. The stream and the deserializer are required.
 *
 * @param <T> the type of the elements
 */
public final class KinesisSourceBuilder<T> {
    private final Map<String, String> properties = new TreeMap<>();
    private @Nullable String streamArn;
    private @Nullable KinesisDeserializationSchema<T> deserializer;

    KinesisSourceBuilder() {}

    /** Sets the stream by its ARN, as {@code arn:aws:kinesis:eu-west-1:123456789012:stream/clicks}. */
    public KinesisSourceBuilder<T> streamArn(String streamArn) {
        this.streamArn = streamArn;
        return this;
    }

    /** Adds {@link KinesisSourceOptions} and {@link KinesisClientOptions}. Keys with other prefixes are ignored. */
    public KinesisSourceBuilder<T> properties(Map<String, String> properties) {
        this.properties.putAll(properties);
        return this;
    }

    /** Adds {@link KinesisSourceOptions} and {@link KinesisClientOptions}. Keys with other prefixes are ignored. */
    public KinesisSourceBuilder<T> properties(Properties properties) {
        properties.stringPropertyNames().forEach(key -> this.properties.put(key, properties.getProperty(key)));
        return this;
    }

    /** Sets what turns records into elements. */
    public KinesisSourceBuilder<T> deserializer(KinesisDeserializationSchema<T> deserializer) {
        this.deserializer = deserializer;
        return this;
    }

    /**
     * The source.
     *
     * @throws NullPointerException if something required is missing
     * @throws IllegalArgumentException naming all mistakes of the properties
     */
    public KinesisSource<T> build() {
        StreamArn stream = StreamArn.parse(requireNonNull(streamArn, "streamArn is null"));
        return new KinesisSource<>(
                SourceSettings.read(stream, properties), requireNonNull(deserializer, "deserializer is null"));
    }
}
