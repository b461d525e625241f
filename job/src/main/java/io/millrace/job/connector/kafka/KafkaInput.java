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
 * A topic, with markers of the progress of its partitions between the records.
 *
 * <p>The enumerator, the splits and their serializers are those of Flink's {@code KafkaSource}, so that savepoints are
 * compatible. The reader is not: Flink's reader does not expose its consumer, which alone knows the position, and waits
 * up to ten seconds for new records.
 */
final class KafkaInput
        implements Source<SourceRecord, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<SourceRecord> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final OffsetsInitializer start;
    private final Properties properties;

    /**
     * A topic, read from a position on.
     *
     * @param start where to start if there is no state to resume from
     * @param properties of the consumer; admin clients use those that they know
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
        return new KafkaInputReader(
                () -> new KafkaSplitReader(properties, context.getIndexOfSubtask(), commits, metrics),
                commits,
                context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new NotifyingEnumerator(
                context,
                callbacks -> new KafkaSourceEnumerator(
                        subscriber(),
                        start,
                        new NoStoppingOffsetsInitializer(),
                        properties,
                        callbacks,
                        getBoundedness()));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
        return new NotifyingEnumerator(
                context,
                callbacks -> new KafkaSourceEnumerator(
                        subscriber(),
                        start,
                        new NoStoppingOffsetsInitializer(),
                        properties,
                        callbacks,
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
