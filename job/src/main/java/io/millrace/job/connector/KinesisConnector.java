package io.millrace.job.connector;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/**
 * Amazon Kinesis Data Streams, through {@code FlinkKinesisConsumer} and {@code KinesisStreamsSink}. Keys with the
 * prefixes {@code flink.} and {@code aws.} are theirs, see {@code ConsumerConfigConstants} and {@code
 * AWSConfigConstants}.
 */
final class KinesisConnector implements Connector {
    private static final List<String> PASS_THROUGH = List.of("flink.", "aws.");

    /** The sink's own default of 5 s would be most of what a draw takes; a busy sink fills its batches sooner anyway. */
    private static final Duration MAX_BUFFERED = Duration.ofMillis(500);

    /** Below events.read-skew, for event time to wait for the shards that a split makes; the default would be 10 s. */
    private static final String DISCOVERY_MILLIS = "1000";

    private static final Setting<String> STREAM_NAME = Setting.ofString(ConfigOptions.key("stream.name")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The stream's name."))
            .required();
    private static final Setting<String> REGION = Setting.ofString(ConfigOptions.key("aws.region")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The stream's AWS region."))
            .required();
    private static final Setting<String> INITIAL_POSITION = Setting.ofString(ConfigOptions.key("flink.stream.initpos")
                    .stringType()
                    .defaultValue("TRIM_HORIZON")
                    .withDescription("Where to read from when there is no state to resume from."))
            .oneOf("TRIM_HORIZON", "LATEST", "AT_TIMESTAMP");

    @Override
    public ConnectorDeclaration declaration() {
        return new ConnectorDeclaration(
                "kinesis",
                List.of(STREAM_NAME.declaration(), REGION.declaration(), INITIAL_POSITION.declaration()),
                List.of(STREAM_NAME.declaration(), REGION.declaration()),
                PASS_THROUGH);
    }

    @Override
    // FlinkKinesisConsumer is a SourceFunction: the FLIP-27 source of this version loses track when shards are split
    @SuppressWarnings("deprecation")
    public DataStream<SourceRecord> source(StreamExecutionEnvironment environment, String input, Settings settings) {
        Properties properties = settings.withPrefixes(PASS_THROUGH);
        properties.putIfAbsent(ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS, DISCOVERY_MILLIS);
        properties.setProperty(INITIAL_POSITION.option().key(), settings.get(INITIAL_POSITION));
        return environment
                .addSource(
                        new KinesisInput(settings.get(STREAM_NAME), properties),
                        input,
                        TypeInformation.of(SourceRecord.class))
                .uid(input);
    }

    @Override
    // the sink would rather have an ARN, which the consumer does not take: one key names a stream on both sides
    @SuppressWarnings("deprecation")
    public <T> void sink(DataStream<T> elements, String output, Settings settings, OutputFormat<T> format) {
        elements.sinkTo(KinesisStreamsSink.<T>builder()
                        .setStreamName(settings.get(STREAM_NAME))
                        .setKinesisClientProperties(settings.withPrefixes(PASS_THROUGH))
                        .setSerializationSchema(format)
                        .setPartitionKeyGenerator(format::partitionKey)
                        .setMaxTimeInBufferMS(MAX_BUFFERED.toMillis())
                        // a failed request is tried again until it succeeds; failing would only restart the job
                        .setFailOnError(false)
                        .build())
                .name(output)
                .uid(output);
    }
}
