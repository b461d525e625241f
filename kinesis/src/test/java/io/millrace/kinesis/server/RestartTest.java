package io.millrace.kinesis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

class RestartTest {
    private static final String STREAM_ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    @Test
    void recordsKeepTheirPlacesAndNewOnesFollow() throws IOException {
        kinesis.create("orders", 2);
        IntStream.range(0, 100).forEach(i -> kinesis.put("orders", "key" + i, "record" + i));
        List<Record> before = kinesis.readAll("orders");
        String shard = "shardId-000000000001";
        String iterator = kinesis.iterator("orders", shard, ShardIteratorType.LATEST);

        kinesis.restart();

        assertThat(kinesis.readAll("orders")).isEqualTo(before);
        assertThat(kinesis.put("orders", "b", "next").sequenceNumber())
                .isGreaterThan(before.get(99).sequenceNumber());
        assertThat(LocalKinesis.texts(kinesis.get(iterator).records())).containsExactly("next");
    }

    @Test
    void aSequenceNumberFromBeforeIsAPositionAfter() throws IOException {
        kinesis.create("orders", 1);
        kinesis.put("orders", "key", "one");
        String two = kinesis.put("orders", "key", "two").sequenceNumber();
        kinesis.put("orders", "key", "three");

        kinesis.restart();

        String iterator = kinesis.client()
                .getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(two))
                .shardIterator();
        assertThat(LocalKinesis.texts(kinesis.get(iterator).records())).containsExactly("three");
    }

    @Test
    void streamsKeepTheirShardsSettingsConsumersAndTags() throws IOException {
        kinesis.create("orders", 1);
        kinesis.create("gone", 1);
        kinesis.client().splitShard(request -> request.streamName("orders")
                .shardToSplit("shardId-000000000000")
                .newStartingHashKey("7"));
        kinesis.client().increaseStreamRetentionPeriod(request -> request.streamName("orders")
                .retentionPeriodHours(48));
        Consumer consumer = kinesis.client()
                .registerStreamConsumer(request -> request.streamARN(STREAM_ARN).consumerName("reader"))
                .consumer();
        kinesis.client().addTagsToStream(request -> request.streamName("orders").tags(Map.of("team", "a")));
        kinesis.client().deleteStream(request -> request.streamName("gone"));
        StreamDescriptionSummary before = summary();
        List<Shard> shards = kinesis.shards("orders");

        kinesis.restart();

        assertThat(kinesis.client().listStreams().streamNames()).containsExactly("orders");
        assertThat(summary()).isEqualTo(before);
        assertThat(kinesis.shards("orders")).isEqualTo(shards).hasSize(3);
        assertThat(kinesis.client()
                        .listStreamConsumers(request -> request.streamARN(STREAM_ARN))
                        .consumers())
                .containsExactly(consumer);
        assertThat(kinesis.client()
                        .listTagsForStream(request -> request.streamName("orders"))
                        .tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("team=a");
    }

    @Test
    void aServerLetsNoOtherIntoItsDirectory() {
        assertThatThrownBy(() -> KinesisServer.start(kinesis.directory()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must be used by one server only");
    }

    @Test
    void aTakenPortIsNamed(@TempDir Path other) {
        int port = kinesis.endpoint().getPort();

        assertThatThrownBy(() -> KinesisServer.start(other, port))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + port + " must be free, and cannot be used: ");
    }

    private StreamDescriptionSummary summary() {
        return kinesis.client()
                .describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary();
    }
}
