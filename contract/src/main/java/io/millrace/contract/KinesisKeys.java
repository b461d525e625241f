package io.millrace.contract;

/** The property-group keys that bind an input or output to a Kinesis stream. */
public final class KinesisKeys {
    /** Value of {@link Contract#CONNECTOR}. */
    public static final String CONNECTOR = "kinesis";

    /** The stream on Flink 1. */
    public static final String STREAM_NAME = "stream.name";

    /** The stream on Flink 2. */
    public static final String STREAM_ARN = "stream.arn";

    public static final String REGION = "aws.region";

    /** An input's starting position on Flink 1: {@code TRIM_HORIZON}, {@code LATEST} or {@code AT_TIMESTAMP}. */
    public static final String INITIAL_POSITION = "flink.stream.initpos";

    /** The time of {@code AT_TIMESTAMP}. */
    public static final String INITIAL_TIMESTAMP = "flink.stream.initpos.timestamp";

    /** An input's starting position on Flink 2: the same values. */
    public static final String SOURCE_INITIAL_POSITION = "source.init.position";

    /** The time of {@code AT_TIMESTAMP} on Flink 2. */
    public static final String SOURCE_INITIAL_TIMESTAMP = "source.init.timestamp";

    private KinesisKeys() {}
}
