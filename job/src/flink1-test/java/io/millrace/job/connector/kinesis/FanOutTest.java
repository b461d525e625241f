package io.millrace.job.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscriber;
import org.apache.flink.kinesis.shaded.org.reactivestreams.Subscription;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.SdkBytes;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.fanout.FanOutRecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.fanout.FanOutRecordPublisherConfiguration;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StartingPosition;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.FullJitterBackoff;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.junit.jupiter.api.Test;

/** What the consumer does with a subscription, as far as {@link ShardProgressFetcher} and {@link KinesisConnector} count on it. */
class FanOutTest {
    private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/s/consumer/c:1";
    private static final Shard SHARD = new Shard()
            .withShardId("shard")
            .withHashKeyRange(new HashKeyRange().withStartingHashKey("0").withEndingHashKey("1"));
    private static final Record RECORD = Record.builder()
            .sequenceNumber("2")
            .partitionKey("key")
            .approximateArrivalTimestamp(Instant.EPOCH)
            .data(SdkBytes.fromUtf8String("{}"))
            .build();

    /** So a quiet shard gives no marker, and its input must not be aligned. Where this is no longer so, both can be. */
    @Test
    void eventsWithoutRecordsAreNotPassedOn() throws Exception {
        OneSubscription kinesis = new OneSubscription();
        kinesis.events.add(event(List.of(), "1"));
        kinesis.events.add(event(List.of(RECORD), "2"));
        kinesis.events.add(event(List.of(), null));
        List<Integer> passedOn = new ArrayList<>();

        publisher(kinesis).run(batch -> {
            passedOn.add(batch.getDeaggregatedRecordSize());
            return new SequenceNumber("2");
        });

        assertThat(kinesis.events).isEmpty();
        assertThat(passedOn).containsExactly(1);
    }

    private static FanOutRecordPublisher publisher(KinesisProxyAsyncV2Interface kinesis) {
        Properties properties = new Properties();
        properties.setProperty("flink.stream.recordpublisher", "EFO");
        properties.setProperty("flink.stream.efo.registration", "NONE");
        properties.setProperty("flink.stream.efo.consumerarn.s", ARN);
        return new FanOutRecordPublisher(
                StartingPosition.continueFromSequenceNumber(new SequenceNumber("0")),
                ARN,
                new StreamShardHandle("s", SHARD),
                kinesis,
                new FanOutRecordPublisherConfiguration(properties, List.of("s")),
                new FullJitterBackoff(),
                () -> true);
    }

    /** An event that says that the shard has been read to its tip; without a next number, the shard has ended. */
    private static SubscribeToShardEventStream event(List<Record> records, String nextNumber) {
        return SubscribeToShardEventStream.subscribeToShardEventBuilder()
                .records(records)
                .continuationSequenceNumber(nextNumber)
                .millisBehindLatest(0L)
                .build();
    }

    /** A subscription that sends an event for each that is asked for. */
    private static final class OneSubscription implements KinesisProxyAsyncV2Interface {
        private final Queue<SubscribeToShardEventStream> events = new ArrayDeque<>();

        @Override
        public CompletableFuture<Void> subscribeToShard(
                SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
            handler.onEventStream(SdkPublisher.adapt(subscriber -> subscriber.onSubscribe(to(subscriber))));
            return new CompletableFuture<>();
        }

        private Subscription to(Subscriber<? super SubscribeToShardEventStream> subscriber) {
            return new Subscription() {
                @Override
                public void request(long count) {
                    for (long i = 0; i < count && !events.isEmpty(); i++) {
                        subscriber.onNext(events.remove());
                    }
                }

                @Override
                public void cancel() {}
            };
        }

        @Override
        public void close() {}
    }
}
