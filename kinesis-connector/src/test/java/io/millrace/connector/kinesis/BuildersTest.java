package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.kinesis.client.FakeKinesis;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.junit.jupiter.api.Test;

class BuildersTest {
    private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";

    private static KinesisSourceBuilder<String> source(Map<String, String> properties) {
        return KinesisSource.<String>builder()
                .streamArn(STREAM)
                .properties(properties)
                .deserializer(KinesisDeserializationSchema.of(new SimpleStringSchema()));
    }

    private static KinesisSinkBuilder<String> sink() {
        return KinesisSink.<String>builder()
                .streamArn(STREAM)
                .serializationSchema(new SimpleStringSchema())
                .partitionKeyGenerator(text -> text);
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        assertThatThrownBy(() -> source(Map.of(
                                "source.init.position", "EARLIEST",
                                "source.shard.get-records.max-record-count", "10001",
                                "source.shard.discovery.interval", "soon",
                                "source.reader.typ", "EFO",
                                "aws.endpoint", "localhost"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keys with the prefix 'source.' must be known ones, got 'source.reader.typ';"
                        + " source.reader.type is the nearest; source.init.position must be one of [TRIM_HORIZON,"
                        + " LATEST, AT_TIMESTAMP], got 'EARLIEST'; aws.endpoint must be an address such as"
                        + " 'https://HOST:PORT', got 'localhost'; source.shard.discovery.interval must be a duration"
                        + " such as '10 s', at least 0 and at most 36500 d, got 'soon';"
                        + " source.shard.get-records.max-record-count must be an integer from 1 to 10000, got '10001'");
    }

    @Test
    void durationsHaveALimit() {
        source(Map.of("source.shard.discovery.interval", "36500 d")).build();
        assertThatThrownBy(() -> source(Map.of("source.shard.discovery.interval", "36501 d"))
                        .build())
                .hasMessageContaining("at most 36500 d, got '36501 d'");
    }

    /** Without a heartbeat of the service in between, it would be opened again for ever. */
    @Test
    void aSubscriptionMayBeSilentForLongerThanTheServicesHeartbeatTakes() {
        source(Map.of("source.efo.subscription.timeout", "10 s")).build();
        assertThatThrownBy(() ->
                        source(Map.of("source.efo.subscription.timeout", "0 s")).build())
                .hasMessage("source.efo.subscription.timeout must be a duration such as '10 s', at least 10 s and at"
                        + " most 36500 d, got '0 s'");
    }

    @Test
    void aConsumerThatTheJobManagesIsRefused() {
        assertThatThrownBy(() -> source(Map.of("source.reader.type", "EFO")).build())
                .hasMessage("source.efo.lifecycle must be SELF_MANAGED with source.reader.type EFO, got 'JOB_MANAGED';"
                        + " register the consumer before the job starts, for example with"
                        + " AWS::Kinesis::StreamConsumer; source.efo.consumer.name must be given with"
                        + " source.reader.type EFO, got none");
    }

    @Test
    void fanOutNeedsHttp2() {
        assertThatThrownBy(() -> source(Map.of(
                                "source.reader.type", "EFO",
                                "source.efo.lifecycle", "SELF_MANAGED",
                                "source.efo.consumer.name", "counter",
                                "aws.http.protocol.version", "HTTP1_1"))
                        .build())
                .hasMessage("aws.http.protocol.version must be HTTP2 with source.reader.type EFO, got 'HTTP1_1'");
    }

    @Test
    void aTimestampHasTheFormatOrIsInSeconds() {
        source(Map.of("source.init.position", "AT_TIMESTAMP", "source.init.timestamp", "1795914740.123"))
                .build();
        source(Map.of("source.init.position", "AT_TIMESTAMP", "source.init.timestamp", "2026-11-29T10:00:00.000+01:00"))
                .build();
        assertThatThrownBy(() -> source(
                                Map.of("source.init.position", "AT_TIMESTAMP", "source.init.timestamp", "yesterday"))
                        .build())
                .hasMessageContaining("source.init.timestamp must have the format 'yyyy-MM-dd'T'HH:mm:ss.SSSXXX' or"
                        + " be seconds since 1970, got 'yesterday'");
        assertThatThrownBy(() ->
                        source(Map.of("source.init.position", "AT_TIMESTAMP")).build())
                .hasMessageContaining("source.init.timestamp must be given");
    }

    @Test
    void aStreamIsNamedByItsArn() {
        assertThatThrownBy(() -> KinesisSource.builder().streamArn("clicks").build())
                .hasMessage("the stream's ARN must be like 'arn:aws:kinesis:REGION:ACCOUNT:stream/NAME', got 'clicks'");
    }

    @Test
    void keysOfOtherPrefixesAreIgnoredAsInAPropertyGroup() {
        Properties properties = new Properties();
        properties.setProperty("stream.arn", STREAM);
        properties.setProperty("events.lateness", "PT1S");

        assertThat(KinesisSource.<String>builder()
                        .streamArn(STREAM)
                        .properties(properties)
                        .deserializer(KinesisDeserializationSchema.of(new SimpleStringSchema()))
                        .build()
                        .getProducedType())
                .isEqualTo(new SimpleStringSchema().getProducedType());
    }

    @Test
    void credentialsNeedTheirKeys() {
        assertThatThrownBy(() ->
                        source(Map.of("aws.credentials.provider", "BASIC")).build())
                .hasMessage("aws.credentials.provider.basic.accesskeyid must be given with aws.credentials.provider"
                        + " BASIC, got none; aws.credentials.provider.basic.secretkey must be given with"
                        + " aws.credentials.provider BASIC, got none");
    }

    @Test
    void aSinkKeepsTheServicesLimits() {
        assertThatThrownBy(() -> sink().maxBatchSize(501)
                        .maxRecordSizeInBytes((10 << 20) + 1)
                        .maxBatchSizeInBytes(11 << 20)
                        .maxInFlightRequests(0)
                        .maxBufferedRequests(500)
                        .maxTimeInBuffer(Duration.ZERO)
                        .build())
                .hasMessage("maxBatchSize must be 1 to 500, got '501'; maxRecordSizeInBytes must be 1 to 10485760, got"
                        + " '10485761'; maxBatchSizeInBytes must be 10485760 to 10485760, got '11534336';"
                        + " maxInFlightRequests must be 1 to 4294967, got '0'; maxBufferedRequests must be 502 to"
                        + " 2147483647, got '500'; maxTimeInBuffer in milliseconds must be 1 to 2147483647, got '0'");
        sink().maxRecordSizeInBytes(10 << 20).build();
    }

    @Test
    void sourceAndSinkCanBeSentToAClusterAndShowNoSecret() throws Exception {
        Map<String, String> properties = Map.of(
                "aws.credentials.provider.basic.accesskeyid", "id", "aws.credentials.provider.basic.secretkey", "hush");
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            out.writeObject(source(properties).build());
            out.writeObject(sink().properties(properties).build());
        }
        assertThat(FakeKinesis.settings(properties).toString()).doesNotContain("hush");
    }
}
