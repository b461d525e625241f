package io.millrace.connector.kinesis;

import io.millrace.connector.kinesis.client.KinesisClientFactory;
import io.millrace.connector.kinesis.client.SourceSettings;
import io.millrace.connector.kinesis.enumerator.KinesisEnumerator;
import io.millrace.connector.kinesis.reader.KinesisSourceReader;
import io.millrace.connector.kinesis.split.KinesisEnumeratorState;
import io.millrace.connector.kinesis.split.KinesisEnumeratorStateSerializer;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.KinesisShardSplitSerializer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a stream of Amazon Kinesis Data Streams, exactly once with respect to Flink's state.
 *
 * <p>A shard is read after its parents, so that records of one partition key keep their order when shards are split or
 * merged. Records that the Kinesis Producer Library has aggregated are taken apart.
 *
 * <p>Watermarks are generated for each shard. A subtask without shards has none: where there may be more subtasks than
 * shards, give the watermark strategy an idleness.
 *
 * <pre>{@code
 * KinesisSource<String> source = KinesisSource.<String>builder()
 *         .streamArn("arn:aws:kinesis:eu-west-1:123456789012:stream/clicks")
 *         .properties(Map.of("source.init.position", "TRIM_HORIZON"))
 *         .deserializer(KinesisDeserializationSchema.of(new SimpleStringSchema()))
 *         .build();
 * }</pre>
 *
 * @param <T> the type of the elements
 */
public final class KinesisSource<T>
        implements Source<T, KinesisShardSplit, KinesisEnumeratorState>, ResultTypeQueryable<T> {
    private static final long serialVersionUID = 1L;

    private final SourceSettings settings;
    private final KinesisDeserializationSchema<T> deserializer;

    KinesisSource(SourceSettings settings, KinesisDeserializationSchema<T> deserializer) {
        this.settings = settings;
        this.deserializer = deserializer;
    }

    public static <T> KinesisSourceBuilder<T> builder() {
        return new KinesisSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, KinesisShardSplit> createReader(SourceReaderContext context) throws Exception {
        deserializer.open(new ReaderInitializationContext(context));
        return new KinesisSourceReader<>(
                context, settings, deserializer, KinesisClientFactory.create(settings.client()));
    }

    @Override
    public SplitEnumerator<KinesisShardSplit, KinesisEnumeratorState> createEnumerator(
            SplitEnumeratorContext<KinesisShardSplit> context) {
        return restoreEnumerator(
                context, KinesisEnumeratorState.empty(settings.stream().text()));
    }

    @Override
    public SplitEnumerator<KinesisShardSplit, KinesisEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<KinesisShardSplit> context, KinesisEnumeratorState state) {
        return new KinesisEnumerator(context, settings, KinesisClientFactory.create(settings.client()), state);
    }

    @Override
    public SimpleVersionedSerializer<KinesisShardSplit> getSplitSerializer() {
        return new KinesisShardSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KinesisEnumeratorState> getEnumeratorCheckpointSerializer() {
        return new KinesisEnumeratorStateSerializer();
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }
}
