package io.millrace.job.connector.kafka;

import io.millrace.job.record.SourceRecord;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.initializer.NoStoppingOffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.subscriber.KafkaSubscriber;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A topic, with the word about its partitions among the records.
 *
 * <p>The enumerator, the partitions' states and their formats are those of Flink's own {@code KafkaSource}, so that
 * savepoints fit. The reader is not: Flink's keeps its consumer, which alone knows how far it is, to itself, and waits
 * for a silent topic ten seconds at a time.
 */
final class KafkaInput
        implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<SourceRecord> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final OffsetsInitializer start;
    private final Properties properties;

    /**
     * A topic from a position on.
     *
     * @param start where to begin when there is no state to resume from
     * @param properties the consumer's; the administrative clients take what they know of them
     */
    KafkaInput(String topic, OffsetsInitializer start, Properties properties) {
        this.topic = topic;
        this.start = start;
        this.properties = properties;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<SourceRecord, KafkaPartitionSplit> createReader(SourceReaderContext context) {
        OffsetCommits commits = new OffsetCommits();
        KafkaSourceReaderMetrics metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        return new TopicReader(
                () -> new PartitionsReader(properties, context.getIndexOfSubtask(), commits, metrics),
                commits,
                context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new TellingEnumerator(
                context,
                watched -> new KafkaSourceEnumerator(
                        subscriber(),
                        start,
                        new NoStoppingOffsetsInitializer(),
                        properties,
                        watched,
                        getBoundedness()));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
        return new TellingEnumerator(
                context,
                watched -> new KafkaSourceEnumerator(
                        subscriber(),
                        start,
                        new NoStoppingOffsetsInitializer(),
                        properties,
                        watched,
                        getBoundedness(),
                        state));
    }

    private KafkaSubscriber subscriber() {
        return KafkaSubscriber.getTopicListSubscriber(List.of(topic));
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new KafkaPartitionSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return new KafkaSourceEnumStateSerializer();
    }

    @Override
    public TypeInformation<SourceRecord> getProducedType() {
        return TypeInformation.of(SourceRecord.class);
    }
}
