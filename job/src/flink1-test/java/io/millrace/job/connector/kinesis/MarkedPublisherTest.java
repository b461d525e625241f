package io.millrace.job.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.Test;

/** The progress of one run of a publisher: a poll, or a subscription of five minutes. */
class MarkedPublisherTest {
    private static final StreamShardHandle SHARD = new StreamShardHandle(
            "s",
            new Shard()
                    .withShardId("0")
                    .withHashKeyRange(new HashKeyRange()
                            .withStartingHashKey("0")
                            .withEndingHashKey("340282366920938463463374607431768211455")));
    private static final long START = 1_700_000_000_000L;

    private long now = START;
    private final List<Long> marked = new ArrayList<>();
    private long aligned;

    @Test
    void aPollReadsUntilItBegan() throws InterruptedException {
        run(batch(300, 0));

        assertThat(marked).containsExactly(START);
        assertThat(aligned).isEqualTo(START);
    }

    @Test
    void aQuietSubscriptionReadsOn() throws InterruptedException {
        run(batch(200, 0), batch(5_000, 0), batch(5_000, 0));

        assertThat(marked).containsExactly(START, START + 200, START + 5_200);
        assertThat(aligned).isEqualTo(START + 5_200);
    }

    @Test
    void aBatchThatMayHaveWaitedIsAsYoungAsItsNewestRecord() throws InterruptedException {
        run(batch(200, 0), batch(999, 0), batch(10, 0, 900, 1_100));

        assertThat(marked).containsExactly(START, START + 1_100);
        assertThat(aligned).isEqualTo(START + 1_100);
    }

    @Test
    void aBatchWithMoreBehindItReadsUntilItsNewestRecord() throws InterruptedException {
        run(batch(300, 4_000, 100, 250));

        assertThat(marked).isEmpty();
        assertThat(aligned).isEqualTo(START + 250);
    }

    private interface Batch {
        RecordBatch comes();
    }

    /** @param arrivals of its records, after the start */
    private Batch batch(long afterMillis, long millisBehindLatest, long... arrivals) {
        return () -> {
            now += afterMillis;
            List<Record> records = new ArrayList<>();
            for (long arrival : arrivals) {
                records.add(new Record()
                        .withPartitionKey("k")
                        .withSequenceNumber("1")
                        .withData(ByteBuffer.allocate(1))
                        .withApproximateArrivalTimestamp(Date.from(Instant.ofEpochMilli(START + arrival))));
            }
            return new RecordBatch(records, SHARD, millisBehindLatest);
        };
    }

    private void run(Batch... batches) throws InterruptedException {
        try (AlignedShards shards = new AlignedShards(own -> {
            aligned = own;
            return Long.MIN_VALUE;
        })) {
            MarkedPublisher publisher = new MarkedPublisher(
                    consumer -> {
                        for (Batch batch : batches) {
                            consumer.accept(batch.comes());
                        }
                        return RecordPublisherRunResult.INCOMPLETE;
                    },
                    SHARD,
                    new ShardMarkers(new CollectedMarkers(marker -> marked.add(marker.arrivalMillis))),
                    shards,
                    () -> new BatchTimes(() -> now, () -> 1_000_000 * now));

            publisher.run(batch -> SentinelSequenceNumber.SENTINEL_LATEST_SEQUENCE_NUM.get());
            shards.report();
        }
    }
}
