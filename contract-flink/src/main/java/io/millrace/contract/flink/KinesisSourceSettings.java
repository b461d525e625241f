package io.millrace.contract.flink;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.KinesisKeys;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/**
 * The keys that bind an input or output to a Kinesis stream on Flink 2, for {@code KinesisSource} and {@code KinesisSink}
 * of {@code millrace-kinesis-connector}, and for {@code KinesisStreamsSource} and {@code KinesisStreamsSink} of {@code
 * flink-connector-aws-kinesis-streams}.
 */
public final class KinesisSourceSettings {
    /** What the keys that go to the connector unchecked begin with. */
    public static final List<String> PASS_THROUGH = List.of("source.", "aws.");

    public static final Setting<String> STREAM_ARN = Setting.of(ConfigOptions.key(KinesisKeys.STREAM_ARN)
                    .stringType()
                    .noDefaultValue()
                    .withDescription("The stream's ARN."))
            .required();

    public static final Setting<String> REGION = KinesisConsumerSettings.REGION;

    public static final Setting<String> INITIAL_POSITION =
            KinesisConsumerSettings.initialPosition(KinesisKeys.SOURCE_INITIAL_POSITION);

    private KinesisSourceSettings() {}

    /** The connector {@code kinesis}. */
    public static ConnectorDeclaration declaration() {
        return new ConnectorDeclaration(
                KinesisKeys.CONNECTOR,
                List.of(STREAM_ARN.declaration(), REGION.declaration(), INITIAL_POSITION.declaration()),
                List.of(STREAM_ARN.declaration(), REGION.declaration()),
                PASS_THROUGH);
    }
}
