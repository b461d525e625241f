package io.millrace.contract.flink;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.KinesisKeys;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The keys that bind an input or output to a Kinesis stream on Flink 1, for {@code FlinkKinesisConsumer} and {@code
 * KinesisStreamsSink} of {@code flink-connector-kinesis}.
 */
public final class KinesisConsumerSettings {
    /** What the keys that go to the connector unchecked begin with. */
    public static final List<String> PASS_THROUGH = List.of("flink.", "aws.");

    public static final Setting<String> STREAM_NAME = Setting.of(ConfigOptions.key(KinesisKeys.STREAM_NAME)
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The stream's name."))
            .required();

    public static final Setting<String> REGION = Setting.of(ConfigOptions.key(KinesisKeys.REGION)
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The stream's AWS region."))
            .required();

    public static final Setting<String> INITIAL_POSITION = initialPosition(KinesisKeys.INITIAL_POSITION);

    private KinesisConsumerSettings() {}

    /** The connector {@code kinesis}. */
    public static ConnectorDeclaration declaration() {
        return new ConnectorDeclaration(
                KinesisKeys.CONNECTOR,
                List.of(STREAM_NAME.declaration(), REGION.declaration(), INITIAL_POSITION.declaration()),
                List.of(STREAM_NAME.declaration(), REGION.declaration()),
                PASS_THROUGH);
    }

    static Setting<String> initialPosition(String key) {
        return Setting.of(ConfigOptions.key(key)
                        .stringType()
                        .defaultValue("TRIM_HORIZON")
                        .withDescription("Where to start reading if there is no state to resume from."))
                .oneOf("TRIM_HORIZON", "LATEST", "AT_TIMESTAMP");
    }
}
