package io.millrace.kinesis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kinesis.server.LocalKinesis;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.Tag;
import software.amazon.awssdk.services.kinesis.model.ValidationException;

class SettingOperationsTest {
    private static final String ARN = "arn:aws:kinesis:eu-west-1:000000000000:stream/orders";

    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    @BeforeEach
    void createStream() {
        kinesis.create("orders", 1);
    }

    @Test
    void encryptionIsShown() {
        client().startStreamEncryption(request ->
                request.streamName("orders").encryptionType("KMS").keyId("alias/aws/kinesis"));
        assertThat(summary().encryptionType()).isEqualTo(EncryptionType.KMS);
        assertThat(summary().keyId()).isEqualTo("alias/aws/kinesis");

        client().stopStreamEncryption(request ->
                request.streamName("orders").encryptionType("KMS").keyId("alias/aws/kinesis"));
        assertThat(summary().encryptionType()).isEqualTo(EncryptionType.NONE);
        assertThatThrownBy(() -> client().startStreamEncryption(request ->
                        request.streamName("orders").encryptionType("NONE").keyId("k")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void shardMetricsAreKept() {
        client().enableEnhancedMonitoring(
                        request -> request.streamName("orders").shardLevelMetrics(MetricsName.ALL));
        assertThat(summary().enhancedMonitoring().get(0).shardLevelMetrics())
                .hasSize(7)
                .doesNotContain(MetricsName.ALL);

        assertThat(client().disableEnhancedMonitoring(
                                request -> request.streamName("orders").shardLevelMetrics(MetricsName.INCOMING_BYTES))
                        .desiredShardLevelMetrics())
                .hasSize(6)
                .doesNotContain(MetricsName.INCOMING_BYTES);
    }

    @Test
    void theRecordSizeCanBeRaised() {
        SdkBytes large = SdkBytes.fromByteArray(new byte[2 << 20]);
        assertThatThrownBy(() -> put(large)).isInstanceOf(ValidationException.class);

        client().updateMaxRecordSize(request -> request.streamARN(ARN).maxRecordSizeInKiB(3072));

        assertThat(summary().maxRecordSizeInKiB()).isEqualTo(3072);
        put(large);
    }

    @Test
    void warmThroughputIsForStreamsOnDemand() {
        assertThatThrownBy(() -> client().updateStreamWarmThroughput(
                                request -> request.streamName("orders").warmThroughputMiBps(10)))
                .isInstanceOf(ValidationException.class);

        client().updateStreamMode(
                        request -> request.streamARN(ARN).streamModeDetails(mode -> mode.streamMode("ON_DEMAND")));
        client().updateStreamWarmThroughput(
                        request -> request.streamName("orders").warmThroughputMiBps(10));

        assertThat(summary().warmThroughput().targetMiBps()).isEqualTo(10);
    }

    @Test
    void streamsAndConsumersHaveTagsAndPolicies() {
        String consumer = client().registerStreamConsumer(
                        request -> request.streamARN(ARN).consumerName("reader").tags(Map.of("team", "a")))
                .consumer()
                .consumerARN();

        for (String arn : List.of(ARN, consumer)) {
            client().tagResource(request -> request.resourceARN(arn).tags(Map.of("team", "b", "x", "")));
            client().untagResource(request -> request.resourceARN(arn).tagKeys("x"));
            assertThat(client().listTagsForResource(request -> request.resourceARN(arn))
                            .tags())
                    .containsExactly(Tag.builder().key("team").value("b").build());

            assertThatThrownBy(() -> client().getResourcePolicy(request -> request.resourceARN(arn)))
                    .isInstanceOf(ResourceNotFoundException.class);
            client().putResourcePolicy(request -> request.resourceARN(arn).policy("{}"));
            assertThat(client().getResourcePolicy(request -> request.resourceARN(arn))
                            .policy())
                    .isEqualTo("{}");
            client().deleteResourcePolicy(request -> request.resourceARN(arn));
            assertThatThrownBy(() -> client().deleteResourcePolicy(request -> request.resourceARN(arn)))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a%b", "a\tb", "aws:x", "AWS:x", "a\nb", "a<b"})
    void tagsThatTheServiceRefusesAreRefused(String key) {
        assertThatThrownBy(() -> client().addTagsToStream(
                                request -> request.streamName("orders").tags(Map.of(key, ""))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> client().createStream(request ->
                        request.streamName("more").shardCount(1).tags(Map.of(key, ""))))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void aStreamHasAtMostFiftyTags() {
        client().addTagsToStream(request -> request.streamName("orders")
                .tags(IntStream.range(0, 50)
                        .boxed()
                        .collect(Collectors.toMap(i -> "größe " + i, i -> "a.b:c/d=e+f-g@h"))));

        assertThatThrownBy(() -> client().addTagsToStream(
                                request -> request.streamName("orders").tags(Map.of("one", "more"))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("a resource must have at most 50 tags, got 51; remove some");
    }

    @Test
    void theAccountHasLimitsAndSettings() {
        assertThat(client().describeLimits().openShardCount()).isEqualTo(1);
        assertThat(client().describeLimits().shardLimit()).isEqualTo(1000);

        client().updateAccountSettings(
                        request -> request.minimumThroughputBillingCommitment(set -> set.status("ENABLED")));

        assertThat(client().describeAccountSettings(request -> {})
                        .minimumThroughputBillingCommitment()
                        .statusAsString())
                .isEqualTo("ENABLED");
    }

    @Test
    void aNumberForOrderingIsOneOfAnEarlierRecord() {
        String first = kinesis.put("orders", "k", "v").sequenceNumber();

        putAfter(first);
        putAfter(onAws(kinesis.clock().instant()));

        String future = onAws(kinesis.clock().instant().plusSeconds(1));
        for (String refused : List.of("0", future)) {
            assertThatThrownBy(() -> putAfter(refused))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining(
                            "sequenceNumberForOrdering must be one of an earlier record, got '" + refused + "'");
        }
    }

    private void putAfter(String number) {
        client().putRecord(request -> request.streamName("orders")
                .partitionKey("k")
                .data(SdkBytes.fromUtf8String("v"))
                .sequenceNumberForOrdering(number));
    }

    /** The number of a record that AWS wrote at a time. */
    private static String onAws(Instant time) {
        return new BigInteger("2%010x0%018x%08x%08x2".formatted(1, 1, time.getEpochSecond(), 1), 16).toString();
    }

    private void put(SdkBytes data) {
        client().putRecord(request ->
                request.streamName("orders").partitionKey("k").data(data));
    }

    private StreamDescriptionSummary summary() {
        return client().describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary();
    }

    private KinesisClient client() {
        return kinesis.client();
    }
}
