package io.millrace.connector.kinesis;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of a {@link KinesisSource}. Their keys are those of {@code KinesisStreamsSource} in Flink's own connector,
 * so that property groups fit both. {@link KinesisClientOptions} are accepted, too.
 */
public final class KinesisSourceOptions {

    /** Where a source starts that has no state. */
    public enum InitialPosition {
        /** At the oldest record of each shard. */
        TRIM_HORIZON,
        /** At the time when the source first lists the shards. */
        LATEST,
        /** At {@link #INITIAL_TIMESTAMP}. */
        AT_TIMESTAMP
    }

    /** How a source reads. */
    public enum ReaderType {
        /** With GetRecords: 5 calls and 2 MB per second and shard, shared with all other readers of the stream. */
        POLLING,
        /** With SubscribeToShard (enhanced fan-out): 2 MB per second and shard for this consumer alone. */
        EFO
    }

    /** Who registers the consumer of {@link ReaderType#EFO}. */
    public enum ConsumerLifecycle {
        /** The job. Not supported. */
        JOB_MANAGED,
        /** Somebody else, such as a CloudFormation template, before the job starts. */
        SELF_MANAGED
    }

    public static final ConfigOption<InitialPosition> INITIAL_POSITION = key("source.init.position")
            .enumType(InitialPosition.class)
            .defaultValue(InitialPosition.LATEST)
            .withDescription("Where reading starts without state.");

    public static final ConfigOption<String> INITIAL_TIMESTAMP = key("source.init.timestamp")
            .stringType()
            .noDefaultValue()
            .withDescription("The time of AT_TIMESTAMP, in the format, or in seconds since 1970.");

    public static final ConfigOption<String> INITIAL_TIMESTAMP_FORMAT = key("source.init.timestamp.format")
            .stringType()
            .defaultValue("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
            .withDescription("The format of the time, a pattern of SimpleDateFormat.");

    public static final ConfigOption<Duration> DISCOVERY_INTERVAL = key("source.shard.discovery.interval")
            .durationType()
            .defaultValue(Duration.ofSeconds(10))
            .withDescription("How often the shards are listed. They are also listed whenever a shard ends.");

    public static final ConfigOption<Integer> MAX_RECORDS = key("source.shard.get-records.max-record-count")
            .intType()
            .defaultValue(10_000)
            .withDescription("How many records one call of GetRecords returns at most, 1 to 10000.");

    public static final ConfigOption<ReaderType> READER_TYPE = key("source.reader.type")
            .enumType(ReaderType.class)
            .defaultValue(ReaderType.POLLING)
            .withDescription("How records are read.");

    public static final ConfigOption<Duration> EMPTY_INTERVAL = key("source.reader.empty-records-fetch-interval")
            .durationType()
            .defaultValue(Duration.ofMillis(250))
            .withDescription("The time from one call of GetRecords that returns nothing to the next for that shard.");

    public static final ConfigOption<Duration> NON_EMPTY_INTERVAL = key("source.reader.nonempty-records-fetch-interval")
            .durationType()
            .defaultValue(Duration.ofMillis(200))
            .withDescription("The time from one call of GetRecords that returns records to the next for that shard.");

    public static final ConfigOption<String> CONSUMER_NAME = key("source.efo.consumer.name")
            .stringType()
            .noDefaultValue()
            .withDescription("The name of the registered consumer. Required with EFO.");

    public static final ConfigOption<ConsumerLifecycle> CONSUMER_LIFECYCLE = key("source.efo.lifecycle")
            .enumType(ConsumerLifecycle.class)
            .defaultValue(ConsumerLifecycle.JOB_MANAGED)
            .withDescription("Who registers the consumer. Must be SELF_MANAGED with EFO.");

    public static final ConfigOption<Duration> SUBSCRIPTION_TIMEOUT = key("source.efo.subscription.timeout")
            .durationType()
            .defaultValue(Duration.ofSeconds(60))
            .withDescription("How long a subscription may be silent before it is opened again, 10 s at least.");

    private KinesisSourceOptions() {}
}
