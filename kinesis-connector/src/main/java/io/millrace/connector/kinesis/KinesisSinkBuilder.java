package io.millrace.connector.kinesis;

import static java.util.Objects.requireNonNull;

import io.millrace.connector.kinesis.client.ClientSettings;
import io.millrace.connector.kinesis.client.OptionReader;
import io.millrace.connector.kinesis.client.StreamArn;
import io.millrace.connector.kinesis.sink.RecordConverter;
import io.millrace.connector.kinesis.sink.SinkSettings;
import io.millrace.connector.kinesis.sink.SinkSettings.FailureMode;
import io.millrace.connector.kinesis.sink.SinkSettings.Order;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link KinesisSink}. The stream, the serialization schema and the generator of partition keys are required.
 *
 * @param <T> the type of the elements
 */
public final class KinesisSinkBuilder<T> {
    private static final int MAX_RECORDS = 500;
    private static final long MIB = 1 << 20;
    /** The service's limit of a record, and of a request. */
    private static final long MAX_BYTES = 10 * MIB;

    private final Map<String, String> properties = new TreeMap<>();
    private @Nullable String streamArn;
    private @Nullable SerializationSchema<T> schema;
    private @Nullable SerializableFunction<T, String> partitionKey;
    private @Nullable SerializableFunction<T, @Nullable String> hashKey;
    private int maxBatchSize = MAX_RECORDS;
    private @Nullable Long maxBatchSizeInBytes;
    private int maxInFlightRequests = 50;
    private int maxBufferedRequests = 10_000;
    private Duration maxTimeInBuffer = Duration.ofSeconds(5);
    private long maxRecordSizeInBytes = MIB;
    private FailureMode failureMode = FailureMode.RETRY;
    private Order order = Order.ANY;

    KinesisSinkBuilder() {}

    /** Sets the stream by its ARN, as {@code arn:aws:kinesis:eu-west-1:123456789012:stream/clicks}. */
    public KinesisSinkBuilder<T> streamArn(String streamArn) {
        this.streamArn = streamArn;
        return this;
    }

    /** Adds {@link KinesisClientOptions}. Keys with other prefixes are ignored. */
    public KinesisSinkBuilder<T> properties(Map<String, String> properties) {
        this.properties.putAll(properties);
        return this;
    }

    /** Adds {@link KinesisClientOptions}. Keys with other prefixes are ignored. */
    public KinesisSinkBuilder<T> properties(Properties properties) {
        properties.stringPropertyNames().forEach(key -> this.properties.put(key, properties.getProperty(key)));
        return this;
    }

    /** Sets what makes the data of a record. */
    public KinesisSinkBuilder<T> serializationSchema(SerializationSchema<T> schema) {
        this.schema = schema;
        return this;
    }

    /** Sets what gives each element its partition key, of 1 to 256 characters. Another fails the job, also after a restart. */
    public KinesisSinkBuilder<T> partitionKeyGenerator(SerializableFunction<T, String> generator) {
        this.partitionKey = generator;
        return this;
    }

    /** Sets what gives an element its hash key, a decimal number of 128 bits, or null for the MD5 of its partition key. */
    public KinesisSinkBuilder<T> explicitHashKeyGenerator(SerializableFunction<T, @Nullable String> generator) {
        this.hashKey = generator;
        return this;
    }

    /** Sets how many records a request has at most: 1 to 500, which is the default. */
    public KinesisSinkBuilder<T> maxBatchSize(int records) {
        this.maxBatchSize = records;
        return this;
    }

    /**
     * Sets how large a request is at most.
     *
     * @param bytes data and partition keys, up to 10 MiB; by default 5 MiB, or the size of a record if that is more
     */
    public KinesisSinkBuilder<T> maxBatchSizeInBytes(long bytes) {
        this.maxBatchSizeInBytes = bytes;
        return this;
    }

    /** Sets how many requests are on their way at most; 50 by default. */
    public KinesisSinkBuilder<T> maxInFlightRequests(int requests) {
        this.maxInFlightRequests = requests;
        return this;
    }

    /** Sets how many records wait before the sink holds back its input: more than a batch; 10 000 by default. */
    public KinesisSinkBuilder<T> maxBufferedRequests(int records) {
        this.maxBufferedRequests = records;
        return this;
    }

    /** Sets how long a record waits for its batch to fill; 5 s by default. */
    public KinesisSinkBuilder<T> maxTimeInBuffer(Duration time) {
        this.maxTimeInBuffer = time;
        return this;
    }

    /**
     * Sets how large a record may be. A larger one fails the job.
     *
     * @param bytes data and partition key, up to 10 MiB; 1 MiB by default. A stream accepts more than 1 MiB only after
     *     UpdateMaxRecordSize.
     */
    public KinesisSinkBuilder<T> maxRecordSizeInBytes(long bytes) {
        this.maxRecordSizeInBytes = bytes;
        return this;
    }

    /** Fails the job when Kinesis refuses a record. By default, records are put again until they are accepted. */
    public KinesisSinkBuilder<T> failOnError() {
        this.failureMode = FailureMode.FAIL;
        return this;
    }

    /**
     * Writes the records of one partition key in the order in which a subtask gets them, also when some are put again. Then
     * at most one record of a key is on its way, so that a key has a record per round trip. By default, a record that is
     * put again comes after later ones.
     */
    public KinesisSinkBuilder<T> orderedByPartitionKey() {
        this.order = Order.BY_PARTITION_KEY;
        return this;
    }

    /**
     * The sink.
     *
     * @throws NullPointerException if something required is missing
     * @throws IllegalArgumentException naming all mistakes
     */
    public KinesisSink<T> build() {
        StreamArn stream = StreamArn.parse(requireNonNull(streamArn, "streamArn is null"));
        OptionReader options = new OptionReader(properties);
        ClientSettings client = ClientSettings.read(options, properties, stream.region());
        check(options, "maxBatchSize", maxBatchSize, 1, MAX_RECORDS);
        check(options, "maxRecordSizeInBytes", maxRecordSizeInBytes, 1, MAX_BYTES);
        long batchBytes = maxBatchSizeInBytes == null ? Math.max(5 * MIB, maxRecordSizeInBytes) : maxBatchSizeInBytes;
        check(options, "maxBatchSizeInBytes", batchBytes, Math.min(maxRecordSizeInBytes, MAX_BYTES), MAX_BYTES);
        check(options, "maxInFlightRequests", maxInFlightRequests, 1, Integer.MAX_VALUE / MAX_RECORDS);
        check(options, "maxBufferedRequests", maxBufferedRequests, maxBatchSize + 1L, Integer.MAX_VALUE);
        check(options, "maxTimeInBuffer in milliseconds", maxTimeInBuffer.toMillis(), 1, Integer.MAX_VALUE);
        options.check();
        return new KinesisSink<>(
                new RecordConverter<>(
                        requireNonNull(schema, "serializationSchema is null"),
                        requireNonNull(partitionKey, "partitionKeyGenerator is null"),
                        hashKey),
                new SinkSettings(
                        stream,
                        client,
                        maxBatchSize,
                        batchBytes,
                        maxInFlightRequests,
                        maxBufferedRequests,
                        maxTimeInBuffer,
                        maxRecordSizeInBytes,
                        failureMode,
                        order));
    }

    private static void check(OptionReader options, String name, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            options.mistake(name + " must be " + least + " to " + greatest + ", got '" + value + "'");
        }
    }
}
