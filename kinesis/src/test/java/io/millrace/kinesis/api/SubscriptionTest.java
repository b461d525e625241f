package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.server.LocalKinesis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** SubscribeToShard, with the SDK's asynchronous client over HTTP/1.1 speaking CBOR (its default) and JSON. */
@ParameterizedClass(name = "cbor {0}")
@ValueSource(booleans = {true, false})
class SubscriptionTest {
    private static final String CBOR = "aws.cborEnabled";
    private static final String STREAM_ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";
    private static final String SHARD = "shardId-000000000000";
    private static final StartingPosition FROM_START = at(ShardIteratorType.TRIM_HORIZON);

    /** For a machine under load; no test takes this long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Parameter
    private boolean cbor;

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    private static SdkAsyncHttpClient http;

    private KinesisAsyncClient client;
    private String consumer;

    /** What a subscription has brought so far, and its end. */
    private record Received(List<SubscribeToShardEvent> events, CompletableFuture<Void> end) {
        List<String> texts() {
            return LocalKinesis.texts(records());
        }

        List<Record> records() {
            return events.stream().flatMap(event -> event.records().stream()).toList();
        }

        SubscribeToShardEvent last() {
            return events.get(events.size() - 1);
        }

        void awaitTexts(String... texts) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(texts()).containsExactly(texts));
        }

        void awaitEvent() {
            await().atMost(PATIENCE).until(() -> !events.isEmpty());
        }
    }

    @BeforeAll
    static void createHttpClient() {
        http = NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).build();
    }

    @AfterAll
    static void closeHttpClient() {
        http.close();
    }

    @BeforeEach
    void createStreamAndConsumer() {
        System.setProperty(CBOR, Boolean.toString(cbor));
        client = KinesisAsyncClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(LocalKinesis.ANY_CREDENTIALS)
                .httpClient(http)
                .build();
        kinesis.create("orders", 1);
        consumer = register("reader");
    }

    @AfterEach
    void closeClient() {
        System.clearProperty(CBOR);
        client.close();
    }

    @Test
    void recordsArrivePastAndPresent() {
        String first = kinesis.put("orders", "key", "one").sequenceNumber();
        kinesis.clock().advance(Duration.ofMillis(5));

        Received received = subscribe(FROM_START);
        received.awaitTexts("one");
        String second = kinesis.put("orders", "key", "two").sequenceNumber();
        received.awaitTexts("one", "two");

        assertThat(received.records()).extracting(Record::sequenceNumber).containsExactly(first, second);
        assertThat(received.records())
                .extracting(Record::approximateArrivalTimestamp)
                .containsExactly(TestClock.NOON, TestClock.NOON.plusMillis(5));
        assertThat(received.last().continuationSequenceNumber()).isEqualTo(second);
        assertThat(received.last().millisBehindLatest()).isZero();
        assertThat(received.end()).isNotDone();
    }

    @Test
    void theContinuationNumberOfAnIdleSubscriptionIsAPosition() {
        assertContinues(
                "empty", List.of(FROM_START, at(ShardIteratorType.LATEST), at(TestClock.NOON.minusSeconds(60))));
        kinesis.put("orders", "key", "before");
        kinesis.clock().advance(Duration.ofHours(1));
        assertContinues(
                "idle", List.of(at(ShardIteratorType.LATEST), at(kinesis.clock().instant())));
    }

    /** Subscribes to an empty shard from each position, continues from the first event, and gets the next record. */
    private void assertContinues(String name, List<StartingPosition> positions) {
        List<Received> idle = new ArrayList<>();
        for (StartingPosition position : positions) {
            idle.add(subscribe(register(name + idle.size()), position));
        }
        List<Received> next = new ArrayList<>();
        for (Received received : idle) {
            received.awaitEvent();
            assertThat(received.texts()).isEmpty();
            StartingPosition position = StartingPosition.builder()
                    .type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(received.last().continuationSequenceNumber())
                    .build();
            next.add(subscribe(register(name + "Next" + next.size()), position));
        }
        for (Received received : next) {
            received.awaitEvent();
        }

        kinesis.put("orders", "key", "after " + name);

        next.forEach(received -> received.awaitTexts("after " + name));
        idle.forEach(received -> received.awaitTexts("after " + name));
    }

    @Test
    void aClosedShardEndsTheSubscriptionWithItsChildren() throws Exception {
        kinesis.put("orders", "key", "one");
        Received received = subscribe(FROM_START);
        received.awaitTexts("one");

        kinesis.client()
                .splitShard(request ->
                        request.streamName("orders").shardToSplit(SHARD).newStartingHashKey("10"));

        received.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(received.texts()).containsExactly("one");
        assertThat(received.last().continuationSequenceNumber()).isNull();
        assertThat(received.last().childShards())
                .extracting(ChildShard::shardId)
                .containsExactly("shardId-000000000001", "shardId-000000000002");
    }

    @Test
    void aSubscriptionEndsAfterFiveMinutesAlsoWhenTheClockIsSetBack() throws Exception {
        Received received = subscribe(FROM_START);
        received.awaitEvent();

        kinesis.clock().setBack(Duration.ofMinutes(1));
        kinesis.clock().advance(Duration.ofMinutes(5));

        received.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(received.last().continuationSequenceNumber()).isNotNull();
    }

    @Test
    void aConsumersLaterSubscriptionTakesTheShardOver() {
        Received first = subscribe(FROM_START);
        first.awaitEvent();

        Received tooEarly = subscribe(FROM_START);
        assertEnd(
                tooEarly,
                ResourceInUseException.class,
                "must not have been subscribed to by 'reader' within 5 seconds");
        kinesis.clock().advance(Duration.ofSeconds(5));
        Received second = subscribe(FROM_START);

        second.awaitEvent();
        assertEnd(first, ResourceInUseException.class, "must have one subscription to the shard");
        kinesis.put("orders", "key", "one");
        second.awaitTexts("one");
        assertThat(first.texts()).isEmpty();
    }

    @Test
    void aSubscriptionEndsWithItsConsumerOrItsStream() {
        Received deregistered = subscribe(FROM_START);
        deregistered.awaitEvent();
        kinesis.client().deregisterStreamConsumer(request -> request.consumerARN(consumer));
        assertEnd(
                deregistered,
                ResourceNotFoundException.class,
                "consumer 'reader' must be registered, and was deregistered");

        consumer = register("other");
        Received deleted = subscribe(FROM_START);
        deleted.awaitEvent();
        kinesis.client().deleteStream(request -> request.streamName("orders").enforceConsumerDeletion(true));
        assertEnd(
                deleted, ResourceNotFoundException.class, "consumer 'other' must be registered, and was deregistered");
    }

    @Test
    void aSubscriptionThatCannotBeginIsRefused() {
        assertEnd(
                subscribe(consumer.replace("reader", "nobody"), FROM_START), ResourceNotFoundException.class, "nobody");
        StartingPosition nowhere = StartingPosition.builder()
                .type(ShardIteratorType.AT_SEQUENCE_NUMBER)
                .sequenceNumber("7")
                .build();
        assertEnd(subscribe(nowhere), InvalidArgumentException.class, "must be one of shard '" + SHARD + "', got '7'");
        kinesis.client()
                .splitShard(request ->
                        request.streamName("orders").shardToSplit(SHARD).newStartingHashKey("10"));
        kinesis.clock().advance(Duration.ofHours(24).plusMillis(1));
        assertEnd(subscribe(FROM_START), ResourceNotFoundException.class, "all of its records have expired");
    }

    private Received subscribe(StartingPosition position) {
        return subscribe(consumer, position);
    }

    private Received subscribe(String consumerArn, StartingPosition position) {
        List<SubscribeToShardEvent> events = new CopyOnWriteArrayList<>();
        SubscribeToShardResponseHandler handler = SubscribeToShardResponseHandler.builder()
                .subscriber((SubscribeToShardEventStream event) ->
                        event.accept(SubscribeToShardResponseHandler.Visitor.builder()
                                .onSubscribeToShardEvent(events::add)
                                .build()))
                .build();
        CompletableFuture<Void> end = client.subscribeToShard(
                request -> request.consumerARN(consumerArn).shardId(SHARD).startingPosition(position), handler);
        return new Received(events, end);
    }

    private static void assertEnd(Received received, Class<? extends Exception> type, String message) {
        assertThatThrownBy(() -> received.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }

    private String register(String name) {
        return kinesis.client()
                .registerStreamConsumer(request -> request.streamARN(STREAM_ARN).consumerName(name))
                .consumer()
                .consumerARN();
    }

    private static StartingPosition at(ShardIteratorType type) {
        return StartingPosition.builder().type(type).build();
    }

    private static StartingPosition at(Instant timestamp) {
        return StartingPosition.builder()
                .type(ShardIteratorType.AT_TIMESTAMP)
                .timestamp(timestamp)
                .build();
    }
}
