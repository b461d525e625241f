package io.millrace.connector.kinesis.client;

import io.millrace.connector.kinesis.KinesisClientOptions;
import io.millrace.connector.kinesis.KinesisClientOptions.HttpProtocol;
import io.millrace.connector.kinesis.KinesisSourceOptions;
import io.millrace.connector.kinesis.KinesisSourceOptions.ConsumerLifecycle;
import io.millrace.connector.kinesis.KinesisSourceOptions.InitialPosition;
import io.millrace.connector.kinesis.KinesisSourceOptions.ReaderType;
import java.io.Serializable;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source reads, and how.
 *
 * @param initialTimestamp with {@link InitialPosition#AT_TIMESTAMP}; otherwise null
 * @param consumerName with {@link ReaderType#EFO}; otherwise null
 */
public record SourceSettings(
        StreamArn stream,
        ClientSettings client,
        InitialPosition initialPosition,
        @Nullable Instant initialTimestamp,
        Duration discoveryInterval,
        ReaderType readerType,
        int maxRecords,
        Duration emptyInterval,
        Duration nonEmptyInterval,
        @Nullable String consumerName,
        Duration subscriptionTimeout)
        implements Serializable {

    private static final String PREFIX = "source.";
    private static final int MAX_RECORDS = 10_000;
    /** The service sends an event every 5 seconds; a subscription that is given up before it comes brings nothing. */
    private static final int LEAST_SUBSCRIPTION_TIMEOUT_SECONDS = 10;

    private static final List<String> KEYS = List.of(
            KinesisSourceOptions.INITIAL_POSITION.key(),
            KinesisSourceOptions.INITIAL_TIMESTAMP.key(),
            KinesisSourceOptions.INITIAL_TIMESTAMP_FORMAT.key(),
            KinesisSourceOptions.DISCOVERY_INTERVAL.key(),
            KinesisSourceOptions.MAX_RECORDS.key(),
            KinesisSourceOptions.READER_TYPE.key(),
            KinesisSourceOptions.EMPTY_INTERVAL.key(),
            KinesisSourceOptions.NON_EMPTY_INTERVAL.key(),
            KinesisSourceOptions.CONSUMER_NAME.key(),
            KinesisSourceOptions.CONSUMER_LIFECYCLE.key(),
            KinesisSourceOptions.SUBSCRIPTION_TIMEOUT.key());

    /**
     * Reads the options of a source.
     *
     * @throws IllegalArgumentException naming all mistakes
     */
    public static SourceSettings read(StreamArn stream, Map<String, String> properties) {
        OptionReader options = new OptionReader(properties);
        options.checkKnown(PREFIX, KEYS);
        InitialPosition position = options.choice(KinesisSourceOptions.INITIAL_POSITION, InitialPosition.class)
                .orElse(KinesisSourceOptions.INITIAL_POSITION.defaultValue());
        ReaderType reader = options.choice(KinesisSourceOptions.READER_TYPE, ReaderType.class)
                .orElse(KinesisSourceOptions.READER_TYPE.defaultValue());
        ClientSettings client = ClientSettings.read(options, properties, stream.region());
        if (reader == ReaderType.EFO && client.protocol() != HttpProtocol.HTTP2) {
            options.mistake(KinesisClientOptions.HTTP_PROTOCOL.key() + " must be " + HttpProtocol.HTTP2 + " with "
                    + KinesisSourceOptions.READER_TYPE.key() + " " + ReaderType.EFO + ", got '" + client.protocol()
                    + "'");
        }
        SourceSettings settings = new SourceSettings(
                stream,
                client,
                position,
                position == InitialPosition.AT_TIMESTAMP ? timestamp(options) : null,
                options.duration(KinesisSourceOptions.DISCOVERY_INTERVAL),
                reader,
                options.integer(KinesisSourceOptions.MAX_RECORDS, 1, MAX_RECORDS),
                options.duration(KinesisSourceOptions.EMPTY_INTERVAL),
                options.duration(KinesisSourceOptions.NON_EMPTY_INTERVAL),
                reader == ReaderType.EFO ? consumerName(options) : null,
                options.duration(KinesisSourceOptions.SUBSCRIPTION_TIMEOUT, LEAST_SUBSCRIPTION_TIMEOUT_SECONDS));
        options.check();
        return settings;
    }

    private static @Nullable Instant timestamp(OptionReader options) {
        Optional<String> text = options.text(KinesisSourceOptions.INITIAL_TIMESTAMP);
        if (text.isEmpty()) {
            options.mistake(KinesisSourceOptions.INITIAL_TIMESTAMP.key() + " must be given with "
                    + KinesisSourceOptions.INITIAL_POSITION.key() + " " + InitialPosition.AT_TIMESTAMP + ", got none");
            return null;
        }
        String format = options.text(KinesisSourceOptions.INITIAL_TIMESTAMP_FORMAT)
                .orElse(KinesisSourceOptions.INITIAL_TIMESTAMP_FORMAT.defaultValue());
        Instant timestamp = parse(text.get(), format, options);
        if (timestamp != null && timestamp.isBefore(Instant.EPOCH)) {
            options.mistake(KinesisSourceOptions.INITIAL_TIMESTAMP.key() + " must not be before 1970, got '"
                    + text.get() + "'");
        }
        return timestamp;
    }

    private static @Nullable Instant parse(String text, String format, OptionReader options) {
        try {
            return new SimpleDateFormat(format).parse(text).toInstant();
        } catch (IllegalArgumentException e) {
            options.mistake(KinesisSourceOptions.INITIAL_TIMESTAMP_FORMAT.key()
                    + " must be a pattern of SimpleDateFormat, got '" + format + "'");
            return null;
        } catch (ParseException e) {
            // it may be a number
        }
        try {
            return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
        } catch (NumberFormatException e) {
            options.mistake(KinesisSourceOptions.INITIAL_TIMESTAMP.key() + " must have the format '" + format
                    + "' or be seconds since 1970, got '" + text + "'");
            return null;
        }
    }

    private static @Nullable String consumerName(OptionReader options) {
        ConsumerLifecycle lifecycle = options.choice(KinesisSourceOptions.CONSUMER_LIFECYCLE, ConsumerLifecycle.class)
                .orElse(KinesisSourceOptions.CONSUMER_LIFECYCLE.defaultValue());
        if (lifecycle != ConsumerLifecycle.SELF_MANAGED) {
            options.mistake(KinesisSourceOptions.CONSUMER_LIFECYCLE.key() + " must be " + ConsumerLifecycle.SELF_MANAGED
                    + " with " + KinesisSourceOptions.READER_TYPE.key() + " " + ReaderType.EFO + ", got '" + lifecycle
                    + "'; register the consumer before the job starts, for example with AWS::Kinesis::StreamConsumer");
        }
        Optional<String> name = options.text(KinesisSourceOptions.CONSUMER_NAME);
        if (name.isEmpty()) {
            options.mistake(KinesisSourceOptions.CONSUMER_NAME.key() + " must be given with "
                    + KinesisSourceOptions.READER_TYPE.key() + " " + ReaderType.EFO + ", got none");
        }
        return name.orElse(null);
    }
}
