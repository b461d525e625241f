package io.millrace.job.connector.kinesis;

import io.millrace.job.record.SourceRecord;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
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
 * The consumer's fetcher with markers: a shard is being read, it has been read to its tip, it has ended, and it has been
 * closed. The consumer itself reports the second only as a metric. Without it, event time could not advance with the clock,
 * because a silent shard may be empty or not read yet.
 *
 * <p>It also reads a shard completely before the shards that a split or merge has created from it
 * ({@link ParentShardGate}). The consumer would read them at the same time, and so change the order of the records of one
 * partition key. The marker that it has been closed comes when they are known ({@link ClosingShards}).
 *
 * <p>A shard that is far ahead of others is not polled ({@link AlignedShards}).
 *
 * <p>With enhanced fan-out, the consumer passes on only the events of a subscription that have records: until a shard's next record,
 * nothing says how far it has been read.
 */
@SuppressWarnings("deprecation")
final class ShardProgressFetcher extends KinesisDataFetcher<SourceRecord> {
    /** How long a shard's thread waits until it checks again whether it may read. */
    private static final long WAIT_MILLIS = 50;

    private final ShardMarkers markers;
    private final ParentShardGate gate = new ParentShardGate();
    private final ClosingShards closing;
    private final AlignedShards aligned;

    ShardProgressFetcher(
            List<String> streams,
            SourceFunction.SourceContext<SourceRecord> context,
            RuntimeContext runtimeContext,
            Properties properties,
            KinesisDeserializationSchema<SourceRecord> schema,
            KinesisShardAssigner shardAssigner,
            ShardMarkers markers,
            AlignedShards aligned) {
        // without a watermark assigner, records are emitted before the end of their batch
        super(streams, context, runtimeContext, properties, schema, shardAssigner, null, null);
        this.markers = markers;
        this.aligned = aligned;
        this.closing = new ClosingShards(markers);
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState state) {
        if (state.getLastProcessedSequenceNum()
                .equals(SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM.get())) {
            markers.closed(state.getStreamShardHandle());
        } else {
            gate.started(state.getStreamShardHandle());
            closing.opened(state.getStreamShardHandle());
        }
        return super.registerNewSubscribedShardState(state);
    }

    @Override
    public List<StreamShardHandle> discoverNewShardsToSubscribe() throws InterruptedException {
        closing.discovering();
        return super.discoverNewShardsToSubscribe();
    }

    /** Called when every shard that this subtask starts with has been registered. */
    @Override
    public void runFetcher() throws Exception {
        markers.listed();
        try (aligned) {
            aligned.start();
            super.runFetcher();
        }
    }

    @Override
    protected RecordPublisher createRecordPublisher(
            SequenceNumber sequenceNumber, Properties properties, MetricGroup metrics, StreamShardHandle shard)
            throws InterruptedException {
        RecordPublisher publisher = super.createRecordPublisher(sequenceNumber, properties, metrics, shard);
        return consumer -> {
            if (!gate.isOpen(shard) || aligned.mustWait(shard)) {
                Thread.sleep(WAIT_MILLIS);
                return RecordPublisherRunResult.INCOMPLETE;
            }
            long before = System.currentTimeMillis();
            RecordPublisherRunResult result = publisher.run(batch -> {
                SequenceNumber last = consumer.accept(batch);
                readTo(shard, batch.getDeaggregatedRecords());
                if (isAtEnd(batch.getMillisBehindLatest())) {
                    aligned.read(shard, before);
                    markers.read(shard, before);
                }
                return last;
            });
            if (result == RecordPublisherRunResult.COMPLETE) {
                closing.ended(shard);
                gate.ended(shard);
                aligned.ended(shard);
            }
            return result;
        };
    }

    private void readTo(StreamShardHandle shard, List<UserRecord> records) {
        if (!records.isEmpty()) {
            UserRecord last = records.get(records.size() - 1);
            aligned.read(
                    shard, last.getApproximateArrivalTimestamp().toInstant().toEpochMilli());
        }
    }

    private static boolean isAtEnd(@Nullable Long millisBehindLatest) {
        return millisBehindLatest != null && millisBehindLatest == 0;
    }
}
