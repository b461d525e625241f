package io.millrace.job.connector.kinesis;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.flink.KinesisConsumerSettings;
import io.millrace.contract.flink.Settings;
import io.millrace.job.connector.Alignment;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.JsonRecordSerializer;
import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType;

/**
 * Amazon Kinesis Data Streams, through {@code FlinkKinesisConsumer} and {@code KinesisStreamsSink}. Keys with the
 * prefixes {@code flink.} and {@code aws.} are passed to them; see {@code ConsumerConfigConstants} and {@code
 * AWSConfigConstants}.
 */
public final class KinesisConnector implements Connector {
    /** The sink's default of 5 s would be most of the latency of a draw. A busy sink fills its batches sooner anyway. */
    private static final Duration MAX_BUFFERED = Duration.ofMillis(100);

    /** Less than events.read-skew, so that event time waits for new shards after a split. The default is 10 s. */
    private static final String DISCOVERY_MILLIS = "1000";

    @Override
    public ConnectorDeclaration declaration() {
        return KinesisConsumerSettings.declaration();
    }

    @Override
    // FlinkKinesisConsumer is a SourceFunction: the FLIP-27 source of this version loses track when shards are split
    @SuppressWarnings("deprecation")
    public DataStream<SourceRecord> source(
            StreamExecutionEnvironment environment, String input, Alignment alignment, Settings settings) {
        Properties properties = settings.withPrefixes(KinesisConsumerSettings.PASS_THROUGH);
        properties.putIfAbsent(ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS, DISCOVERY_MILLIS);
        properties.setProperty(
                KinesisConsumerSettings.INITIAL_POSITION.key(), settings.get(KinesisConsumerSettings.INITIAL_POSITION));
        return environment
                .addSource(
                        new KinesisInput(
                                settings.get(KinesisConsumerSettings.STREAM_NAME),
                                properties,
                                aligned(alignment, properties)),
                        input,
                        TypeInformation.of(SourceRecord.class))
                .uid(input);
    }

    /** With enhanced fan-out none: how far a quiet shard has been read is not known, and the others would wait for it. */
    static Alignment aligned(Alignment alignment, Properties properties) {
        String publisher = properties.getProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE);
        return RecordPublisherType.EFO.name().equals(publisher) ? Alignment.none() : alignment;
    }

    @Override
    // the sink prefers an ARN, but the consumer takes a name only: one key names a stream on both sides
    @SuppressWarnings("deprecation")
    public <T> void sink(DataStream<T> elements, String output, Settings settings, JsonRecordSerializer<T> serializer) {
        elements.sinkTo(KinesisStreamsSink.<T>builder()
                        .setStreamName(settings.get(KinesisConsumerSettings.STREAM_NAME))
                        .setKinesisClientProperties(settings.withPrefixes(KinesisConsumerSettings.PASS_THROUGH))
                        .setSerializationSchema(serializer)
                        .setPartitionKeyGenerator(serializer::partitionKey)
                        .setMaxTimeInBufferMS(MAX_BUFFERED.toMillis())
                        // retry until a request succeeds: failing would only restart the job
                        .setFailOnError(false)
                        .build())
                .name(output)
                .uid(output);
    }
}
