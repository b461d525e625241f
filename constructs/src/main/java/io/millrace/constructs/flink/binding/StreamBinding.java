package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.streams.KinesisSource;
import io.millrace.contract.Contract;
import io.millrace.contract.KinesisKeys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An input or output that is bound to a stream. Its keys depend on the runtime, which is known only when the builder is
 * complete.
 *
 * @param group id of its property group
 * @param start where to start reading; null for an output
 * @param consumer for an input that is read by enhanced fan-out; otherwise null
 */
record StreamBinding(
        String group,
        EventStream stream,
        @Nullable StartingPosition start,
        @Nullable FanOutConsumer consumer) {
    StreamBinding {
        requireNonNull(group, "group is null");
        requireNonNull(stream, "stream is null");
    }

    Map<String, String> keys(KinesisSource source) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(Contract.CONNECTOR, KinesisKeys.CONNECTOR);
        switch (source) {
            case FLINK_KINESIS_CONSUMER -> keys.put(KinesisKeys.STREAM_NAME, stream.streamName());
            case KINESIS_STREAMS_SOURCE -> keys.put(KinesisKeys.STREAM_ARN, stream.streamArn());
        }
        keys.put(KinesisKeys.REGION, stream.environment().getRegion());
        if (start != null) {
            keys.putAll(new TreeMap<>(start.keys(source)));
        }
        if (consumer != null) {
            keys.putAll(new TreeMap<>(fanOut(consumer, source)));
        }
        return keys;
    }

    /** The keys for the interval at which the source polls a shard. */
    static List<String> pollIntervalKeys(KinesisSource source) {
        return switch (source) {
            case FLINK_KINESIS_CONSUMER -> List.of("flink.shard.getrecords.intervalmillis");
            case KINESIS_STREAMS_SOURCE ->
                List.of("source.reader.nonempty-records-fetch-interval", "source.reader.empty-records-fetch-interval");
        };
    }

    /** The interval in the form in which the source reads it. */
    static String pollInterval(Duration interval, KinesisSource source) {
        return interval.toMillis() + (source == KinesisSource.FLINK_KINESIS_CONSUMER ? "" : " ms");
    }

    /** The consumer is registered by its construct, so the job neither registers nor deregisters it. */
    private static Map<String, String> fanOut(FanOutConsumer consumer, KinesisSource source) {
        return switch (source) {
            case FLINK_KINESIS_CONSUMER ->
                Map.of(
                        "flink.stream.recordpublisher",
                        "EFO",
                        "flink.stream.efo.registration",
                        "NONE",
                        // a key cannot be a token, so the stream must have a literal name
                        "flink.stream.efo.consumerarn."
                                + consumer.stream().physicalName().orElseThrow(),
                        consumer.consumerArn());
            case KINESIS_STREAMS_SOURCE ->
                Map.of(
                        "source.reader.type",
                        "EFO",
                        "source.efo.lifecycle",
                        "SELF_MANAGED",
                        "source.efo.consumer.name",
                        consumer.consumerName());
        };
    }
}
