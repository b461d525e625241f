package io.millrace.job.connector;

import io.millrace.job.record.SourceRecord;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's fetcher with three words to say: a shard is being read, it has been read to its tip, it has ended.
 * The consumer itself reports the second only as a metric, and event time cannot go on by the clock without it: a
 * silent shard may be empty, or not read yet.
 *
 * <p>It also reads a shard before what a split or a merge has made of it ({@link ShardFamily}); the consumer would read
 * them at the same time, and so mix up the order of one partition key's records.
 */
@SuppressWarnings("deprecation")
final class TellingFetcher extends KinesisDataFetcher<SourceRecord> {
    /** How long a shard's thread waits before it asks again whether the shard's parents have been read. */
    private static final long WAIT_MILLIS = 50;

    private final ShardWord word;
    private final ShardFamily family = new ShardFamily();

    TellingFetcher(
            List<String> streams,
            SourceFunction.SourceContext<SourceRecord> context,
            RuntimeContext runtimeContext,
            Properties properties,
            KinesisDeserializationSchema<SourceRecord> schema,
            KinesisShardAssigner shardAssigner,
            ShardWord word) {
        // no watermark assigner: records are then emitted before the batch they came in is done
        super(streams, context, runtimeContext, properties, schema, shardAssigner, null, null);
        this.word = word;
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState state) {
        if (!state.getLastProcessedSequenceNum()
                .equals(SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get())) {
            family.begun(state.getStreamShardHandle());
            word.opened(state.getStreamShardHandle());
        }
        return super.registerNewSubscribedShardState(state);
    }

    /** Called once every shard that this subtask starts with has been registered. */
    @Override
    public void runFetcher() throws Exception {
        word.listed();
        super.runFetcher();
    }

    @Override
    protected RecordPublisher createRecordPublisher(
            SequenceNumber sequenceNumber, Properties properties, MetricGroup metrics, StreamShardHandle shard)
            throws InterruptedException {
        RecordPublisher publisher = super.createRecordPublisher(sequenceNumber, properties, metrics, shard);
        return consumer -> {
            if (!family.isNext(shard)) {
                Thread.sleep(WAIT_MILLIS);
                return RecordPublisherRunResult.INCOMPLETE;
            }
            long before = System.currentTimeMillis();
            RecordPublisherRunResult result = publisher.run(batch -> {
                SequenceNumber last = consumer.accept(batch);
                if (isAtTip(batch.getMillisBehindLatest())) {
                    word.read(shard, before);
                }
                return last;
            });
            if (result == RecordPublisherRunResult.COMPLETE) {
                word.closed(shard);
                family.ended(shard);
            }
            return result;
        };
    }

    private static boolean isAtTip(@Nullable Long millisBehindLatest) {
        return millisBehindLatest != null && millisBehindLatest == 0;
    }
}
