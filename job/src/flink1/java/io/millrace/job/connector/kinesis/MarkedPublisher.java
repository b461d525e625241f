package io.millrace.job.connector.kinesis;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.clientlibrary.types.UserRecord;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.jspecify.annotations.Nullable;

/** Says after each batch of a shard how far the shard has been read. */
final class MarkedPublisher implements RecordPublisher {
    private final RecordPublisher publisher;
    private final StreamShardHandle shard;
    private final ShardMarkers markers;
    private final AlignedShards aligned;
    private final Supplier<BatchTimes> times;

    /** @param times gives those of a run that begins */
    MarkedPublisher(
            RecordPublisher publisher,
            StreamShardHandle shard,
            ShardMarkers markers,
            AlignedShards aligned,
            Supplier<BatchTimes> times) {
        this.publisher = publisher;
        this.shard = shard;
        this.markers = markers;
        this.aligned = aligned;
        this.times = times;
    }

    @Override
    public RecordPublisherRunResult run(RecordBatchConsumer consumer) throws InterruptedException {
        BatchTimes run = times.get();
        return publisher.run(batch -> {
            OptionalLong arrival = lastArrival(batch.getDeaggregatedRecords());
            OptionalLong end = isAtEnd(batch.getMillisBehindLatest()) ? run.readUntil(arrival) : OptionalLong.empty();
            SequenceNumber last = consumer.accept(batch);
            arrival.ifPresent(until -> aligned.read(shard, until));
            end.ifPresent(until -> {
                aligned.read(shard, until);
                markers.read(shard, until);
            });
            run.taken();
            return last;
        });
    }

    private static OptionalLong lastArrival(List<UserRecord> records) {
        if (records.isEmpty()) {
            return OptionalLong.empty();
        }
        UserRecord last = records.get(records.size() - 1);
        return OptionalLong.of(last.getApproximateArrivalTimestamp().toInstant().toEpochMilli());
    }

    private static boolean isAtEnd(@Nullable Long millisBehindLatest) {
        return millisBehindLatest != null && millisBehindLatest == 0;
    }
}
