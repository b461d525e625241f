package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.server.LocalKinesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A change takes a moment, so that a program that does not wait for it fails here as it does on AWS. */
class StatusTest {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final String ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis(MOMENT);

    @Test
    void aNewStreamIsCreatingAndCannotBeUsed() {
        kinesis.create("orders", 2);

        assertThat(status()).isEqualTo(StreamStatus.CREATING);
        assertThat(client().describeStream(request -> request.streamName("orders"))
                        .streamDescription()
                        .shards())
                .isEmpty();
        assertThatThrownBy(() -> kinesis.put("orders", "k", "v"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("stream 'orders' must be ACTIVE, and is CREATING; wait until it is ACTIVE");
        assertThatThrownBy(() -> kinesis.shards("orders"))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("stream 'orders' must be ACTIVE, and is CREATING; wait until it is ACTIVE");
        assertThatThrownBy(() -> register())
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("stream 'orders' must be ACTIVE, and is CREATING; wait until it is ACTIVE");
        kinesis.clock().advance(MOMENT);
        assertThat(status()).isEqualTo(StreamStatus.ACTIVE);
        kinesis.put("orders", "k", "v");
        assertThat(kinesis.shards("orders")).hasSize(2);
        register();
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepAStatus() {
        kinesis.create("orders", 1);
        kinesis.clock().advance(MOMENT);
        register();
        split("2");
        kinesis.create("invoices", 1);
        kinesis.clock().advance(Duration.ofMillis(1));
        kinesis.clock().setBack(Duration.ofHours(1));

        assertThat(status()).isEqualTo(StreamStatus.ACTIVE);
        kinesis.put("invoices", "k", "v");
        assertThat(consumerStatus()).isEqualTo(ConsumerStatus.ACTIVE);
    }

    @Test
    void aStreamThatIsUpdatingTakesRecordsButNoOtherChange() {
        kinesis.create("orders", 2);
        kinesis.clock().advance(MOMENT);

        split("2");

        assertThat(status()).isEqualTo(StreamStatus.UPDATING);
        kinesis.put("orders", "k", "v");
        assertThatThrownBy(() -> split("4"))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("stream 'orders' must be ACTIVE, and is UPDATING; try again later");
        assertThatThrownBy(() -> client().startStreamEncryption(request ->
                        request.streamName("orders").encryptionType("KMS").keyId("k")))
                .isInstanceOf(ResourceInUseException.class);
        kinesis.clock().advance(MOMENT);
        assertThat(status()).isEqualTo(StreamStatus.ACTIVE);
    }

    @Test
    void aDeletedStreamIsDeletingForAMoment() {
        kinesis.create("orders", 1);
        kinesis.clock().advance(MOMENT);

        client().deleteStream(request -> request.streamName("orders"));

        assertThat(status()).isEqualTo(StreamStatus.DELETING);
        assertThatThrownBy(() -> kinesis.create("orders", 1)).isInstanceOf(ResourceInUseException.class);
        assertThatThrownBy(() -> kinesis.put("orders", "k", "v")).isInstanceOf(ResourceNotFoundException.class);
        kinesis.clock().advance(MOMENT);
        assertThatThrownBy(this::status).isInstanceOf(ResourceNotFoundException.class);
        kinesis.create("orders", 1);
    }

    @Test
    void aStreamWhoseDeletionFailsIsActive() throws IOException {
        kinesis.create("orders", 1);
        kinesis.clock().advance(MOMENT);
        Path deleted = kinesis.directory().resolve("deleted");
        Files.delete(deleted);
        Files.createFile(deleted);

        try (KinesisClient impatient = LocalKinesis.impatientClient(kinesis.endpoint())) {
            assertThatThrownBy(() -> impatient.deleteStream(request -> request.streamName("orders")))
                    .isInstanceOf(KinesisException.class)
                    .hasMessageContaining("the server failed");
        }

        assertThat(status()).isEqualTo(StreamStatus.ACTIVE);
        kinesis.put("orders", "k", "v");
    }

    @Test
    void aStreamThatIsDeletedWhileItIsCreatedNeverShowsShards() {
        kinesis.create("orders", 1);

        client().deleteStream(request -> request.streamName("orders"));

        assertThat(status()).isEqualTo(StreamStatus.DELETING);
        assertThat(client().describeStream(request -> request.streamName("orders"))
                        .streamDescription()
                        .shards())
                .isEmpty();
        assertThat(client().describeStreamSummary(request -> request.streamName("orders"))
                        .streamDescriptionSummary()
                        .openShardCount())
                .isZero();
    }

    @Test
    void aStopWhileAStreamIsCreatingDoesNotLoseIt() throws IOException {
        kinesis.create("orders", 2);
        assertThat(status()).isEqualTo(StreamStatus.CREATING);

        kinesis.restart();

        assertThat(status()).isEqualTo(StreamStatus.ACTIVE);
        kinesis.put("orders", "k", "v");
        assertThat(kinesis.openShards("orders")).hasSize(2);
    }

    @Test
    void aNewConsumerIsCreating() {
        kinesis.create("orders", 1);
        kinesis.clock().advance(MOMENT);

        assertThat(register().consumer().consumerStatus()).isEqualTo(ConsumerStatus.CREATING);
        kinesis.clock().advance(MOMENT);
        assertThat(consumerStatus()).isEqualTo(ConsumerStatus.ACTIVE);
    }

    private RegisterStreamConsumerResponse register() {
        return client().registerStreamConsumer(request -> request.streamARN(ARN).consumerName("reader"));
    }

    private ConsumerStatus consumerStatus() {
        return client().describeStreamConsumer(request -> request.streamARN(ARN).consumerName("reader"))
                .consumerDescription()
                .consumerStatus();
    }

    private void split(String key) {
        String shard = kinesis.openShards("orders").get(0).shardId();
        client().splitShard(request ->
                request.streamName("orders").shardToSplit(shard).newStartingHashKey(key));
    }

    private StreamStatus status() {
        return client().describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary()
                .streamStatus();
    }

    private KinesisClient client() {
        return kinesis.client();
    }
}
