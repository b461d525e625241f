package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.kinesis.server.LocalKinesis;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** The service's limits, with a clock that stands until it is moved, and a client that tries nothing again. */
class LimitsTest {
    private static final String SHARD = "shardId-000000000000";
    private static final String STREAM_ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";
    private static final String THROTTLED = "ProvisionedThroughputExceededException";

    @RegisterExtension
    final LocalKinesis kinesis = LocalKinesis.limited();

    private KinesisClient client;

    @BeforeEach
    void createStream() {
        client = LocalKinesis.impatientClient(kinesis.endpoint());
        kinesis.create("orders", 1);
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void aShardTakesAThousandRecordsASecond() {
        assertThat(refused(put(500, 1))).isZero();
        assertThat(refused(put(500, 1))).isZero();
        assertThat(refused(put(1, 1))).isOne();
        kinesis.clock().advance(Duration.ofMillis(100));

        PutRecordsResponse response = put(101, 1);

        assertThat(refused(response)).isOne();
        assertThat(response.failedRecordCount()).isOne();
        assertThat(response.records().get(100).errorCode()).isEqualTo(THROTTLED);
        assertThat(response.records().get(100).errorMessage()).startsWith("Rate exceeded for shard " + SHARD);
        assertThatThrownBy(() -> putOne(1)).isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void aShardTakesAMebibyteASecond() {
        assertThat(refused(put(4, (256 << 10) - 1))).isZero();
        assertThat(refused(put(1, 1000))).isOne();
        kinesis.clock().advance(Duration.ofMillis(500));
        putOne(512 << 10);
        assertThatThrownBy(() -> putOne(1000)).isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    /** So that a producer which puts the refused ones again keeps their order. */
    @Test
    void afterARefusedRecordARequestsOthersOfItsShardAreRefused() {
        put(1, 1 << 19);

        PutRecordsResponse response = client.putRecords(
                request -> request.streamName("orders").records(entry(10), entry(1 << 20), entry(10)));

        assertThat(response.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsExactly(null, THROTTLED, THROTTLED);
        kinesis.clock().advance(Duration.ofSeconds(1));
        client.putRecords(request -> request.streamName("orders").records(entry(1 << 20)));
    }

    @Test
    void theShardsOfAStreamHaveLimitsOfTheirOwn() {
        kinesis.create("two", 2);
        List<PutRecordsRequestEntry> entries = IntStream.range(0, 2)
                .mapToObj(i -> entry(1 << 20).toBuilder()
                        .data(SdkBytes.fromByteArray(new byte[(1 << 20) - 1]))
                        .explicitHashKey(i == 0 ? "0" : "340282366920938463463374607431768211455")
                        .build())
                .toList();

        assertThat(refused(
                        client.putRecords(request -> request.streamName("two").records(entries))))
                .isZero();
    }

    @Test
    void allConsumersOfAShardReadFiveTimesASecond() {
        String iterator = kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON);
        for (int i = 0; i < 5; i++) {
            get(iterator);
        }

        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
        kinesis.clock().advance(Duration.ofMillis(200));
        get(iterator);
        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void afterTenMegabytesAShardPausesForFiveSeconds() {
        for (int i = 0; i < 10; i++) {
            putOne((1 << 20) - 200);
            kinesis.clock().advance(Duration.ofSeconds(1));
        }
        String iterator = kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON);

        assertThat(get(iterator)).isEqualTo(10);

        kinesis.clock().advance(Duration.ofMillis(4990));
        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
        kinesis.clock().advance(Duration.ofMillis(10));
        get(iterator);
    }

    @Test
    void allConsumersOfAShardReadTwoMebibytesASecond() {
        putOne(700_000);
        String iterator = kinesis.iterator("orders", SHARD, ShardIteratorType.TRIM_HORIZON);

        for (int i = 0; i < 3; i++) {
            assertThat(get(iterator)).as("read %s of 700,000 bytes", i).isOne();
        }

        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
        kinesis.clock().advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
        kinesis.clock().advance(Duration.ofMillis(9));
        assertThat(get(iterator)).isOne();
    }

    /** Two mebibytes a second, and an event that has begun goes out whole. */
    @Test
    void aSubscriptionGetsTwoMebibytesASecond() {
        for (int i = 0; i < 8; i++) {
            kinesis.clock().advance(Duration.ofSeconds(1));
            putOne(1 << 20);
        }
        List<Record> received = new CopyOnWriteArrayList<>();
        try (KinesisAsyncClient subscriber = KinesisAsyncClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(LocalKinesis.ANY_CREDENTIALS)
                .build()) {
            CompletableFuture<Void> subscription = subscriber.subscribeToShard(
                    request -> request.consumerARN(register("reader"))
                            .shardId(SHARD)
                            .startingPosition(position -> position.type(ShardIteratorType.TRIM_HORIZON)),
                    SubscribeToShardResponseHandler.builder()
                            .subscriber(event -> received.addAll(((SubscribeToShardEvent) event).records()))
                            .build());

            awaitExactly(3, received);
            kinesis.clock().advance(Duration.ofMillis(499));
            awaitExactly(3, received);
            kinesis.clock().advance(Duration.ofMillis(1));
            awaitExactly(4, received);
            kinesis.clock().advance(Duration.ofMillis(500));
            awaitExactly(5, received);
            kinesis.clock().advance(Duration.ofSeconds(60));
            awaitExactly(8, received);
            subscription.cancel(true);
        }
    }

    private String register(String consumer) {
        return client.registerStreamConsumer(
                        request -> request.streamARN(STREAM_ARN).consumerName(consumer))
                .consumer()
                .consumerARN();
    }

    /** The clock of the limits stands, so that nothing more can come; a while shows that nothing does. */
    private static void awaitExactly(int count, List<Record> received) {
        await().atMost(Duration.ofSeconds(60)).until(() -> received.size() >= count);
        await().atMost(Duration.ofSeconds(60)).during(Duration.ofMillis(150)).until(() -> received.size() == count);
    }

    @Test
    void callsThatChangeOrDescribeAreLimited() {
        for (int i = 0; i < 4; i++) { // one created in the beginning
            kinesis.create("more" + i, 1);
        }
        assertThatThrownBy(() -> client.createStream(
                        request -> request.streamName("again").shardCount(1)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Rate exceeded for CreateStream");
        client.describeLimits();
        assertThatThrownBy(() -> client.describeLimits()).isInstanceOf(LimitExceededException.class);
        kinesis.clock().advance(Duration.ofSeconds(1));
        client.describeLimits();
    }

    @Test
    void allProvisionedStreamsHaveAtMostAThousandOpenShards() {
        assertThatThrownBy(() -> kinesis.create("large", 1000))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining(
                        "all provisioned streams together must have at most 1000 open shards, got 1 and 1000"
                                + " more; merge some, or start the server with --limits off");

        kinesis.create("large", 999);
        assertThatThrownBy(() -> client.splitShard(request ->
                        request.streamName("orders").shardToSplit(SHARD).newStartingHashKey("2")))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("got 1000 and 1 more");
    }

    /** They have no quota until they are provisioned again. */
    @Test
    void theShardsOfStreamsOnDemandAreNotCounted() {
        kinesis.create("large", 997);
        client.createStream(request ->
                request.streamName("quick").streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND)));

        resize(2);
        assertThatThrownBy(() -> mode("quick", StreamMode.PROVISIONED))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("got 999 and 4 more");
        mode("large", StreamMode.ON_DEMAND);
        mode("quick", StreamMode.PROVISIONED);
    }

    private void mode(String stream, StreamMode mode) {
        client.updateStreamMode(request -> request.streamARN(STREAM_ARN.replace("orders", stream))
                .streamModeDetails(details -> details.streamMode(mode)));
    }

    @Test
    void aStreamHasAtMostTwentyConsumers() {
        for (int i = 0; i < 20; i++) {
            register("reader" + i);
            kinesis.clock().advance(Duration.ofSeconds(1));
        }

        assertThatThrownBy(() -> register("oneMore"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("a stream must have at most 20 consumers; deregister one");
    }

    @Test
    void aShardCountChangesTenTimesADay() {
        for (int i = 0; i < 10; i++) {
            resize(1 + (i + 1) % 2);
            kinesis.clock().advance(Duration.ofSeconds(1));
        }
        assertThatThrownBy(() -> resize(2))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("at most 10 times in 24 hours");
    }

    @Test
    void whatIsRefusedIsNoChange() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> resize(7)).hasMessageContaining("between half and twice the current 1");
            kinesis.clock().advance(Duration.ofSeconds(1));
        }
        resize(2);

        kinesis.create("large", 998);
        mode("orders", StreamMode.ON_DEMAND);
        kinesis.create("more", 2);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> mode("orders", StreamMode.PROVISIONED)).hasMessageContaining("at most 1000");
        }
        client.deleteStream(request -> request.streamName("more"));
        mode("orders", StreamMode.PROVISIONED);
        assertThatThrownBy(() -> mode("orders", StreamMode.ON_DEMAND))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("at most 2 times in 24 hours");
    }

    @Test
    void aNewStreamOfTheSameNameHasNotBeenChanged() {
        for (int i = 0; i < 10; i++) {
            resize(1 + (i + 1) % 2);
            kinesis.clock().advance(Duration.ofSeconds(1));
        }
        mode("orders", StreamMode.ON_DEMAND);
        mode("orders", StreamMode.PROVISIONED);

        client.deleteStream(request -> request.streamName("orders"));
        kinesis.create("orders", 1);

        resize(2);
        mode("orders", StreamMode.ON_DEMAND);
    }

    private void resize(int shards) {
        client.updateShardCount(
                request -> request.streamName("orders").targetShardCount(shards).scalingType("UNIFORM_SCALING"));
    }

    private int get(String iterator) {
        return client.getRecords(request -> request.shardIterator(iterator))
                .records()
                .size();
    }

    private void putOne(int bytes) {
        client.putRecord(request ->
                request.streamName("orders").partitionKey("k").data(SdkBytes.fromByteArray(new byte[bytes - 1])));
    }

    private PutRecordsResponse put(int count, int bytes) {
        return client.putRecords(
                request -> request.streamName("orders").records(Collections.nCopies(count, entry(bytes))));
    }

    private static PutRecordsRequestEntry entry(int bytes) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .data(SdkBytes.fromByteArray(new byte[bytes - 1]))
                .build();
    }

    private static long refused(PutRecordsResponse response) {
        return response.records().stream()
                .map(PutRecordsResultEntry::errorCode)
                .filter(THROTTLED::equals)
                .count();
    }
}
