package io.millrace.constructs.streams;

/**
 * The source of Flink's Kinesis connector that a job reads a stream with. The two call different operations of Kinesis, and
 * take different keys.
 */
public enum KinesisSource {
    /** {@code FlinkKinesisConsumer} of flink-connector-kinesis 4.3, for Flink 1. */
    FLINK_KINESIS_CONSUMER("kinesis:DescribeStream"),

    /**
     * {@code KinesisStreamsSource} of flink-connector-aws-kinesis-streams 5 and 6, for Flink 2. The source of
     * millrace-kinesis-connector takes the same keys, and calls no more.
     */
    KINESIS_STREAMS_SOURCE("kinesis:DescribeStreamSummary");

    private final String describeAction;

    KinesisSource(String describeAction) {
        this.describeAction = describeAction;
    }

    /** The action with which the source describes the stream when it starts. */
    String describeAction() {
        return describeAction;
    }
}
