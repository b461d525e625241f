package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.TestClock;
import io.millrace.kinesis.server.LocalKinesis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListStreamConsumersResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class ConsumerOperationsTest {
    private static final String STREAM_ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    @BeforeEach
    void createStream() {
        kinesis.create("orders", 1);
    }

    @Test
    void aConsumerIsActiveAtOnce() {
        Consumer consumer = register("reader");

        assertThat(consumer.consumerARN())
                .isEqualTo(STREAM_ARN + "/consumer/reader:" + TestClock.NOON.getEpochSecond());
        assertThat(consumer.consumerStatus()).isEqualTo(ConsumerStatus.ACTIVE);
        assertThat(describe("reader"))
                .isEqualTo(ConsumerDescription.builder()
                        .consumerName("reader")
                        .consumerARN(consumer.consumerARN())
                        .consumerStatus(ConsumerStatus.ACTIVE)
                        .consumerCreationTimestamp(TestClock.NOON)
                        .streamARN(STREAM_ARN)
                        .build());
        assertThat(client().describeStreamConsumer(request -> request.consumerARN(consumer.consumerARN()))
                        .consumerDescription())
                .isEqualTo(describe("reader"));
    }

    @Test
    void aConsumersNameIsTakenUntilItIsDeregistered() {
        Consumer first = register("reader");
        assertThatThrownBy(() -> register("reader"))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("consumer 'reader' of stream 'orders' must not be registered yet");

        client().deregisterStreamConsumer(
                        request -> request.streamARN(STREAM_ARN).consumerName("reader"));
        assertThatThrownBy(() -> describe("reader"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("consumer 'reader' of stream 'orders' must be registered");
        kinesis.clock().advance(Duration.ofSeconds(1));
        Consumer second = register("reader");

        assertThat(second.consumerARN()).isNotEqualTo(first.consumerARN());
        assertThatThrownBy(() -> client().deregisterStreamConsumer(request -> request.consumerARN(first.consumerARN())))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("consumer '" + first.consumerARN() + "' must be registered");
        client().deregisterStreamConsumer(request -> request.consumerARN(second.consumerARN()));
        assertThat(list()).isEmpty();
    }

    @Test
    void withoutLimitsAStreamMayHaveMoreThanTwentyConsumers() {
        IntStream.range(0, 21).forEach(i -> register("reader" + i));

        assertThat(list()).hasSize(21);
    }

    @Test
    void consumersAreListedInPages() {
        List.of("c", "a", "b").forEach(this::register);

        ListStreamConsumersResponse first = client().listStreamConsumers(
                        request -> request.streamARN(STREAM_ARN).maxResults(2));
        ListStreamConsumersResponse rest = client().listStreamConsumers(
                        request -> request.streamARN(STREAM_ARN).nextToken(first.nextToken()));

        assertThat(first.consumers()).extracting(Consumer::consumerName).containsExactly("a", "b");
        assertThat(rest.consumers()).extracting(Consumer::consumerName).containsExactly("c");
        assertThat(rest.nextToken()).isNull();
    }

    @Test
    void theConsumersOfAStreamThatWasCreatedAtAnotherTimeAreNotListed() {
        register("reader");
        Instant created = kinesis.clock().instant();

        assertThat(client().listStreamConsumers(
                                request -> request.streamARN(STREAM_ARN).streamCreationTimestamp(created))
                        .consumers())
                .hasSize(1);
        assertThatThrownBy(() -> client().listStreamConsumers(request ->
                        request.streamARN(STREAM_ARN).streamCreationTimestamp(created.minusSeconds(1))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client().listStreamConsumers(request ->
                        request.streamARN(STREAM_ARN).nextToken("any").streamCreationTimestamp(created)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("nextToken must be given without a streamCreationTimestamp");
    }

    @Test
    void aConsumerIsToldByItsArnOrByStreamAndName() {
        assertThatThrownBy(() -> client().describeStreamConsumer(request -> request.consumerName("reader")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("consumerARN, or both streamARN and consumerName, must be given");
        assertThatThrownBy(() -> client().describeStreamConsumer(request -> request.consumerARN(STREAM_ARN)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Value '" + STREAM_ARN + "' at 'consumerARN' failed to satisfy constraint: ");
        assertThatThrownBy(() -> register("no name"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Value 'no name' at 'consumerName' failed to satisfy constraint: ");
    }

    private Consumer register(String name) {
        return client().registerStreamConsumer(
                        request -> request.streamARN(STREAM_ARN).consumerName(name))
                .consumer();
    }

    private ConsumerDescription describe(String name) {
        return client().describeStreamConsumer(
                        request -> request.streamARN(STREAM_ARN).consumerName(name))
                .consumerDescription();
    }

    private List<Consumer> list() {
        return client().listStreamConsumers(request -> request.streamARN(STREAM_ARN))
                .consumers();
    }

    private KinesisClient client() {
        return kinesis.client();
    }
}
