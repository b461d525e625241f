package io.millrace.job.connector;

import io.millrace.job.record.SourceRecord;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.streaming.connectors.kinesis.util.UniformShardAssigner;

/** The Kinesis consumer, which also says which shards it reads and how far (see {@link ShardWord}). */
@SuppressWarnings("deprecation")
final class KinesisInput extends FlinkKinesisConsumer<SourceRecord> {
    private static final long serialVersionUID = 1L;

    KinesisInput(String stream, Properties properties) {
        super(stream, new SourceRecordSchema(), properties);
        // by hash keys: what a split or a merge makes of a subtask's shards is this subtask's, too
        setShardAssigner(new UniformShardAssigner());
    }

    @Override
    protected KinesisDataFetcher<SourceRecord> createFetcher(
            List<String> streams,
            SourceFunction.SourceContext<SourceRecord> context,
            RuntimeContext runtimeContext,
            Properties properties,
            KinesisDeserializationSchema<SourceRecord> schema) {
        return new TellingFetcher(
                streams, context, runtimeContext, properties, schema, getShardAssigner(), new ShardWord(context));
    }
}
