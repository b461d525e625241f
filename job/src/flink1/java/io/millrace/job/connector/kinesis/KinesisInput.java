package io.millrace.job.connector.kinesis;

import io.millrace.job.connector.Alignment;
import io.millrace.job.record.SourceRecord;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.streaming.connectors.kinesis.util.UniformShardAssigner;

/** The Kinesis consumer, which also emits markers of which shards it reads and how far (see {@link ShardMarkers}). */
@SuppressWarnings("deprecation")
final class KinesisInput extends FlinkKinesisConsumer<SourceRecord> {
    private static final long serialVersionUID = 1L;

    private final Alignment alignment;

    KinesisInput(String stream, Properties properties, Alignment alignment) {
        super(stream, new SourceRecordSchema(), properties);
        this.alignment = alignment;
        // by hash keys: the children of a shard are read by the subtask that read the shard
        setShardAssigner(new UniformShardAssigner());
    }

    @Override
    protected KinesisDataFetcher<SourceRecord> createFetcher(
            List<String> streams,
            SourceFunction.SourceContext<SourceRecord> context,
            RuntimeContext runtimeContext,
            Properties properties,
            KinesisDeserializationSchema<SourceRecord> schema) {
        return new ShardProgressFetcher(
                streams,
                context,
                runtimeContext,
                properties,
                schema,
                getShardAssigner(),
                new ShardMarkers(context),
                AlignedShards.of(alignment, runtimeContext));
    }
}
