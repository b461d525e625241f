package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.server.LocalKinesis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.StreamSummary;
import software.amazon.awssdk.services.kinesis.model.Tag;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class StreamOperationsTest {
    private static final String ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    @Test
    void aProvisionedStreamHasTheShardsAskedForAtOnce() {
        kinesis.create("orders", 3);

        StreamDescription stream = describe();
        assertThat(stream.streamName()).isEqualTo("orders");
        assertThat(stream.streamARN()).isEqualTo(ARN);
        assertThat(stream.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(stream.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(stream.streamCreationTimestamp()).isEqualTo(TestClock.NOON);
        assertThat(stream.retentionPeriodHours()).isEqualTo(24);
        assertThat(stream.hasMoreShards()).isFalse();
        assertThat(stream.shards())
                .extracting(shard -> shard.shardId())
                .containsExactly("shardId-000000000000", "shardId-000000000001", "shardId-000000000002");
        assertThat(stream.shards())
                .extracting(shard -> shard.hashKeyRange().startingHashKey())
                .containsExactly(
                        "0", "113427455640312821154458202477256070485", "226854911280625642308916404954512140970");
    }

    @Test
    void anOnDemandStreamStartsWithFourShards() {
        client().createStream(request ->
                request.streamName("orders").streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND)));

        StreamDescriptionSummary summary = summary();
        assertThat(summary.openShardCount()).isEqualTo(4);
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary.consumerCount()).isZero();
        assertThat(summary.maxRecordSizeInKiB()).isEqualTo(1024);
    }

    @Test
    void aStreamIsFoundByItsArnFromAnyRegion() {
        kinesis.create("orders", 1);

        assertThat(client().describeStreamSummary(request -> request.streamARN(ARN.replace("eu-west-1", "us-east-2")))
                        .streamDescriptionSummary()
                        .streamName())
                .isEqualTo("orders");
    }

    @Test
    void aStreamIsNamedByItsNameOrItsArn() {
        kinesis.create("orders", 1);

        assertThatThrownBy(() -> client().describeStreamSummary(request -> {}))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1 validation error detected: Value null at 'streamName' failed to satisfy "
                        + "constraint: Member must not be null");
        assertThatThrownBy(() -> client().describeStreamSummary(
                                request -> request.streamName("other").streamARN(ARN)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("must name the same stream, got 'other' and '" + ARN + "'");
        assertThatThrownBy(() -> client().describeStreamSummary(request -> request.streamARN("orders")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Value 'orders' at 'streamARN' failed to satisfy constraint: ");
    }

    @Test
    void aNameIsTakenUntilItsStreamIsDeleted() {
        kinesis.create("orders", 1);
        assertThatThrownBy(() -> kinesis.create("orders", 1))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("stream 'orders' must not exist yet");

        client().deleteStream(request -> request.streamName("orders"));

        assertThatThrownBy(this::describe)
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("stream 'orders' must exist; create it first");
        assertThatThrownBy(() -> client().deleteStream(request -> request.streamName("orders")))
                .isInstanceOf(ResourceNotFoundException.class);
        kinesis.create("orders", 2);
        assertThat(describe().shards()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "ä", "with space"})
    void aNameThatIsNoFileNameIsRefused(String name) {
        assertThatThrownBy(() -> kinesis.create(name, 1))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Value '" + name + "' at 'streamName' failed to satisfy constraint: ");
    }

    @Test
    void allMistakesOfARequestAreNamedAtOnce() {
        assertThatThrownBy(() -> client().createStream(request -> request.streamName("x".repeat(129))
                        .maxRecordSizeInKiB(1)
                        .tags(Map.of("key", "v".repeat(257)))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("3 validation errors detected: Value '1' at 'maxRecordSizeInKiB' failed to "
                        + "satisfy constraint: Member must have value greater than or equal to 1024; Value '")
                .hasMessageContaining("at 'streamName' failed to satisfy constraint: Member must have length less "
                        + "than or equal to 128; Value '{key=")
                .hasMessageContaining("at 'tags' failed to satisfy constraint: Map value must satisfy constraint: "
                        + "[Member must have length less than or equal to 256, Member must have length greater than "
                        + "or equal to 0]");
        assertThatThrownBy(() -> client().createStream(request -> request.streamName("orders")
                        .shardCount(1)
                        .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("shardCount must not be given for an on-demand stream");
        assertThatThrownBy(() -> kinesis.create("..", 1)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void streamsAreListedInPages() {
        List.of("c", "a", "d", "b", "e").forEach(name -> kinesis.create(name, 1));

        ListStreamsResponse first = client().listStreams(request -> request.limit(2));
        ListStreamsResponse second =
                client().listStreams(request -> request.limit(2).nextToken(first.nextToken()));
        ListStreamsResponse third =
                client().listStreams(request -> request.limit(2).exclusiveStartStreamName("d"));

        assertThat(first.streamNames()).containsExactly("a", "b");
        assertThat(first.hasMoreStreams()).isTrue();
        assertThat(second.streamNames()).containsExactly("c", "d");
        assertThat(second.streamSummaries())
                .extracting(StreamSummary::streamARN)
                .containsExactly(ARN.replace("orders", "c"), ARN.replace("orders", "d"));
        assertThat(third.streamNames()).containsExactly("e");
        assertThat(third.hasMoreStreams()).isFalse();
        assertThat(third.nextToken()).isNull();
    }

    @Test
    void shardsAreDescribedInPages() {
        kinesis.create("orders", 5);

        StreamDescription first = client().describeStream(
                        request -> request.streamName("orders").limit(3))
                .streamDescription();
        StreamDescription rest = client().describeStream(request -> request.streamName("orders")
                        .limit(3)
                        .exclusiveStartShardId(first.shards().get(2).shardId()))
                .streamDescription();

        assertThat(first.shards()).hasSize(3);
        assertThat(first.hasMoreShards()).isTrue();
        assertThat(rest.shards())
                .extracting(shard -> shard.shardId())
                .containsExactly("shardId-000000000003", "shardId-000000000004");
        assertThat(rest.hasMoreShards()).isFalse();
    }

    @Test
    void theRetentionPeriodMovesInTheDirectionSaid() {
        kinesis.create("orders", 1);

        client().increaseStreamRetentionPeriod(
                        request -> request.streamName("orders").retentionPeriodHours(72));
        assertThat(describe().retentionPeriodHours()).isEqualTo(72);
        client().decreaseStreamRetentionPeriod(
                        request -> request.streamName("orders").retentionPeriodHours(48));
        assertThat(describe().retentionPeriodHours()).isEqualTo(48);

        assertThatThrownBy(() -> client().increaseStreamRetentionPeriod(
                                request -> request.streamName("orders").retentionPeriodHours(24)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("retentionPeriodHours must not be less than the current 48, got 24");
        assertThatThrownBy(() -> client().decreaseStreamRetentionPeriod(
                                request -> request.streamName("orders").retentionPeriodHours(72)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("retentionPeriodHours must not be greater than the current 48, got 72");
        assertThatThrownBy(() -> client().increaseStreamRetentionPeriod(
                                request -> request.streamName("orders").retentionPeriodHours(8761)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(
                        "Value '8761' at 'retentionPeriodHours' failed to satisfy constraint: Member must have value "
                                + "less than or equal to 8760");
    }

    @Test
    void theCapacityModeCanBeChanged() {
        kinesis.create("orders", 2);

        client().updateStreamMode(
                        request -> request.streamARN(ARN).streamModeDetails(mode -> mode.streamMode("ON_DEMAND")));

        assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary().openShardCount()).isEqualTo(2);
    }

    @Test
    void tagsAreAddedReplacedRemovedAndListedInPages() {
        client().createStream(request ->
                request.streamName("orders").shardCount(1).tags(Map.of("stage", "dev", "team", "a")));

        client().addTagsToStream(
                        request -> request.streamName("orders").tags(Map.of("team", "b", "cost", "1", "x", "")));
        client().removeTagsFromStream(request -> request.streamName("orders").tagKeys("x", "unknown"));

        assertThat(client().listTagsForStream(
                                request -> request.streamName("orders").limit(2))
                        .tags())
                .containsExactly(tag("cost", "1"), tag("stage", "dev"));
        assertThat(client().listTagsForStream(
                                request -> request.streamName("orders").exclusiveStartTagKey("stage"))
                        .tags())
                .containsExactly(tag("team", "b"));
    }

    @Test
    void aStreamWithConsumersIsDeletedOnlyByForce() {
        kinesis.create("orders", 1);
        client().registerStreamConsumer(request -> request.streamARN(ARN).consumerName("reader"));

        assertThatThrownBy(() -> client().deleteStream(request -> request.streamName("orders")))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("stream 'orders' must have no consumers, got 1");
        client().deleteStream(request -> request.streamName("orders").enforceConsumerDeletion(true));

        assertThat(client().listStreams().streamNames()).isEmpty();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private StreamDescription describe() {
        return client().describeStream(request -> request.streamName("orders")).streamDescription();
    }

    private StreamDescriptionSummary summary() {
        return client().describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary();
    }

    private KinesisClient client() {
        return kinesis.client();
    }
}
