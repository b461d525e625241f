package io.millrace.job.connector.kinesis;

import io.millrace.connector.kinesis.KinesisSink;
import io.millrace.connector.kinesis.KinesisSource;
import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.flink.KinesisSourceSettings;
import io.millrace.contract.flink.Settings;
import io.millrace.job.connector.Alignment;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.JsonRecordSerializer;
import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Amazon Kinesis Data Streams, through {@link KinesisSource} and {@link KinesisSink}. Keys with the prefixes {@code
 * source.} and {@code aws.} are passed to them; see {@code KinesisSourceOptions} and {@code KinesisClientOptions}.
 *
 * <p>The uid of a source is not that of the same input on Flink 1, because the state of its source does not move; the
 * event-time operator behind it keeps what has been read.
 */
public final class KinesisConnector implements Connector {
    /** The sink's default of 5 s would be most of the latency of a draw. A busy sink fills its batches sooner anyway. */
    private static final Duration MAX_BUFFERED = Duration.ofMillis(100);

    @Override
    public ConnectorDeclaration declaration() {
        return KinesisSourceSettings.declaration();
    }

    @Override
    public DataStream<SourceRecord> source(
            StreamExecutionEnvironment environment, String input, Alignment alignment, Settings settings) {
        Properties properties = settings.withPrefixes(KinesisSourceSettings.PASS_THROUGH);
        properties.setProperty(
                KinesisSourceSettings.INITIAL_POSITION.key(), settings.get(KinesisSourceSettings.INITIAL_POSITION));
        String stream = settings.get(KinesisSourceSettings.STREAM_ARN);
        return environment
                .fromSource(
                        KinesisSource.<SourceRecord>builder()
                                .streamArn(stream)
                                .properties(properties)
                                .deserializer(new SourceRecordSchema(stream.substring(stream.indexOf('/') + 1)))
                                .build(),
                        alignment.watermarks(),
                        input)
                .uid(input + "-source");
    }

    @Override
    public <T> void sink(DataStream<T> elements, String output, Settings settings, JsonRecordSerializer<T> serializer) {
        elements.sinkTo(KinesisSink.<T>builder()
                        .streamArn(settings.get(KinesisSourceSettings.STREAM_ARN))
                        .properties(settings.withPrefixes(KinesisSourceSettings.PASS_THROUGH))
                        .serializationSchema(serializer)
                        .partitionKeyGenerator(serializer::partitionKey)
                        .maxTimeInBuffer(MAX_BUFFERED)
                        .build())
                .name(output)
                .uid(output);
    }
}
