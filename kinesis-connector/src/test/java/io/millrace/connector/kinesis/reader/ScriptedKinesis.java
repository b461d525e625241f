package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.client.FakeKinesis;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Answers the calls of a feed with what a test has prepared, and remembers them. */
final class ScriptedKinesis extends FakeKinesis {
    static final Instant ARRIVAL = Instant.parse("2026-11-29T12:00:00Z");

    final Deque<CompletableFuture<GetRecordsResponse>> records = new ArrayDeque<>();
    final Deque<Throwable> iteratorFailures = new ArrayDeque<>();
    final List<GetShardIteratorRequest> iterators = new ArrayList<>();
    final List<GetRecordsRequest> gets = new ArrayList<>();
    final List<SubscribeToShardRequest> subscriptions = new ArrayList<>();
    final Deque<Throwable> subscriptionFailures = new ArrayDeque<>();
    final List<OpenSubscription> open = new ArrayList<>();
    /** The ids that are listed, one on each page. */
    final List<String> shards = new ArrayList<>();

    final Deque<Throwable> listFailures = new ArrayDeque<>();
    CompletableFuture<ListShardsResponse> slowListing;

    /** A subscription that a test serves. */
    static final class OpenSubscription implements Subscription {
        private final Subscriber<? super SubscribeToShardEventStream> subscriber;
        private final CompletableFuture<Void> call;
        long demand;
        boolean cancelled;

        private OpenSubscription(
                Subscriber<? super SubscribeToShardEventStream> subscriber, CompletableFuture<Void> call) {
            this.subscriber = subscriber;
            this.call = call;
        }

        void send(SubscribeToShardEvent event) {
            if (demand == 0) {
                throw new AssertionError("no event was asked for");
            }
            demand--;
            subscriber.onNext(SubscribeToShardEventStream.subscribeToShardEventBuilder()
                    .records(event.records())
                    .continuationSequenceNumber(event.continuationSequenceNumber())
                    .millisBehindLatest(event.millisBehindLatest())
                    .childShards(event.childShards())
                    .build());
        }

        void end() {
            subscriber.onComplete();
            call.complete(null);
        }

        void fail(Throwable failure) {
            subscriber.onError(failure);
            call.completeExceptionally(failure);
        }

        @Override
        public void request(long n) {
            demand += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    static Record record(int sequenceNumber, String data) {
        return record(sequenceNumber, data.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Record record(int sequenceNumber, byte[] data) {
        return Record.builder()
                .sequenceNumber(Integer.toString(sequenceNumber))
                .partitionKey("key")
                .approximateArrivalTimestamp(ARRIVAL)
                .data(SdkBytes.fromByteArray(data))
                .build();
    }

    static ResourceNotFoundException notFound() {
        return ResourceNotFoundException.builder().message("not found").build();
    }

    static KinesisException throttled() {
        return (KinesisException) ProvisionedThroughputExceededException.builder()
                .message("rate exceeded")
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build();
    }

    @Override
    public CompletableFuture<GetShardIteratorResponse> getShardIterator(GetShardIteratorRequest request) {
        iterators.add(request);
        Throwable failure = iteratorFailures.poll();
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        return answer(GetShardIteratorResponse.builder()
                .shardIterator("iterator " + iterators.size())
                .build());
    }

    @Override
    public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
        gets.add(request);
        return records.remove();
    }

    @Override
    public CompletableFuture<ListShardsResponse> listShards(ListShardsRequest request) {
        if ((request.streamARN() == null) == (request.nextToken() == null)) {
            throw new AssertionError("the stream must be named once, got " + request);
        }
        Throwable failure = listFailures.poll();
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        if (slowListing != null) {
            return slowListing;
        }
        int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        return answer(ListShardsResponse.builder()
                .shards(shards.stream()
                        .skip(page)
                        .limit(1)
                        .map(id -> Shard.builder().shardId(id).build())
                        .toList())
                .nextToken(page + 1 < shards.size() ? Integer.toString(page + 1) : null)
                .build());
    }

    @Override
    public CompletableFuture<DescribeStreamConsumerResponse> describeStreamConsumer(
            DescribeStreamConsumerRequest request) {
        return answer(DescribeStreamConsumerResponse.builder()
                .consumerDescription(consumer -> consumer.consumerARN(STREAM + "/consumer/counter:1"))
                .build());
    }

    @Override
    public CompletableFuture<Void> subscribeToShard(
            SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
        subscriptions.add(request);
        Throwable failure = subscriptionFailures.poll();
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<Void> call = new CompletableFuture<>();
        handler.onEventStream(subscriber -> {
            OpenSubscription subscription = new OpenSubscription(subscriber, call);
            open.add(subscription);
            subscriber.onSubscribe(subscription);
        });
        return call;
    }
}
