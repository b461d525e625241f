package io.millrace.job.connector;

import io.millrace.job.record.SourceRecord;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/** The Kinesis consumer, which also says which shards it reads and how far (see {@link ShardWord}). */
@SuppressWarnings("deprecation")
final class KinesisInput extends FlinkKinesisConsumer<SourceRecord> {
    private static final long serialVersionUID = 1L;

    KinesisInput(String stream, Properties properties) {
        super(stream, new SourceRecordSchema(), properties);
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
