package io.millrace.contract;

/** The property-group keys that bind an input or output to a Kinesis stream. */
public final class KinesisKeys {
    /** Value of {@link Contract#CONNECTOR}. */
    public static final String CONNECTOR = "kinesis";

    public static final String STREAM_NAME = "stream.name";
    public static final String REGION = "aws.region";

    /** An input's starting position: {@code TRIM_HORIZON}, {@code LATEST} or {@code AT_TIMESTAMP}. */
    public static final String INITIAL_POSITION = "flink.stream.initpos";

    /** The time of {@code AT_TIMESTAMP}. */
    public static final String INITIAL_TIMESTAMP = "flink.stream.initpos.timestamp";

    private KinesisKeys() {}
}
