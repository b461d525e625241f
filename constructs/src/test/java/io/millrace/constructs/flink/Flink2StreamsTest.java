package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.binding.StartingPosition;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.constructs.streams.FanOutConsumerProps;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lottery on Flink 2, whose only Kinesis source is {@code KinesisStreamsSource}. */
class Flink2StreamsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"FLINK-2_2", "FLINK-2_3"})
    void theSourceHasItsKeysAndMayMakeItsCalls(String runtime) throws IOException {
        LotterySpecimen specimen =
                new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLotteryOnFlink2(folder));
        EventStream clicks = new EventStream(
                specimen.stack,
                "Clicks",
                EventStreamProps.builder().streamName("clicks").build());
        FanOutConsumer consumer =
                new FanOutConsumer(specimen.stack, "Consumer", new FanOutConsumerProps(clicks, "lottery"));
        specimen.define(specimen.unbound()
                .runtime(FlinkRuntime.of(runtime))
                .job("lottery")
                .input(
                        "lottery-events",
                        specimen.lotteryEvents,
                        StartingPosition.at(Instant.parse("2026-11-28T10:15:30Z")))
                .input("user-events", consumer)
                .output("draws", specimen.draws)
                .output("rejected", specimen.rejected)
                .setting("draw.window", "10 s"));
        SynthesisedStack template = SynthesisedStack.of(specimen.stack);

        assertThat(group(template, "lottery-events"))
                .isEqualTo(json("""
                {'connector': 'kinesis', 'stream.arn': {'Fn::GetAtt': ['%s', 'Arn']},
                 'aws.region': {'Ref': 'AWS::Region'}, 'source.init.position': 'AT_TIMESTAMP',
                 'source.init.timestamp': '2026-11-28T10:15:30.000Z'}
                """.formatted(template.idOf("AWS::Kinesis::Stream", "LotteryEvents"))));
        assertThat(group(template, "user-events")).isEqualTo(json("""
                {'connector': 'kinesis', 'stream.arn': {'Fn::GetAtt': ['%s', 'Arn']},
                 'aws.region': {'Ref': 'AWS::Region'}, 'source.init.position': 'TRIM_HORIZON',
                 'source.reader.type': 'EFO', 'source.efo.lifecycle': 'SELF_MANAGED',
                 'source.efo.consumer.name': {'Fn::GetAtt': ['%s', 'ConsumerName']}}
                """.formatted(
                        template.idOf("AWS::Kinesis::Stream", "Clicks"),
                        template.idOf("AWS::Kinesis::StreamConsumer", "Consumer"))));
        assertThat(group(template, "draws"))
                .isEqualTo(json("""
                {'connector': 'kinesis', 'stream.arn': {'Fn::GetAtt': ['%s', 'Arn']},
                 'aws.region': {'Ref': 'AWS::Region'}}
                """.formatted(template.idOf("AWS::Kinesis::Stream", "Draws"))));
        String role = template.idOf("AWS::IAM::Role", "App");
        assertThat(template.actionsAllowedOn("\"LotteryEvents", role))
                .containsExactly(
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards");
        assertThat(template.actionsAllowedOn("\"Clicks", role))
                .containsExactly(
                        "kinesis:DescribeStreamConsumer", "kinesis:DescribeStreamSummary", "kinesis:ListShards");
        assertThat(template.actionsAllowedOn("ConsumerARN", role))
                .containsExactly("kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard");
        assertThat(template.actionsAllowedOn("/consumer/", role)).containsExactly("kinesis:DescribeStreamConsumer");
    }

    @Test
    void aJarWithoutADeclarationIsRefusedForTheClassesThatItUses() throws IOException {
        Path jar = TestJar.referring(
                folder, Map.of("com/shop/Main", "org/apache/flink/streaming/connectors/kinesis/FlinkKinesisConsumer"));
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), jar);
        specimen.define(specimen.unbound().runtime(FlinkRuntime.FLINK_2_2));

        assertThat(specimen.violations())
                .containsExactly("a job on FLINK-2_2 must not use"
                        + " org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer, which Flink 2 does not have, got"
                        + " it in 'com.shop.Main'; use KinesisStreamsSource");
    }

    @Test
    void aJarWithAConnectorThatLosesRecordsIsRefused() throws IOException {
        String sink = "org/apache/flink/connector/kafka/sink/KafkaSink";
        Path jar = TestJar.referring(
                folder,
                Map.of("com/shop/Main", sink, sink.replace("KafkaSink", "KafkaWriter$WriterCallback"), "submit"));
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), jar);
        specimen.define(specimen.unbound());

        assertThat(specimen.violations())
                .singleElement()
                .asString()
                .startsWith("flink-connector-kafka must be 3.3.0 or newer, got an older one");
    }

    @Test
    void aJarThatKnowsTheKeysOfFlink1OnlyIsRefusedOnce() throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        specimen.define(specimen.application().runtime(FlinkRuntime.FLINK_2_2).setting("draw.titel", "a title"));

        assertThat(specimen.violations())
                .containsExactly(
                        "a jar on FLINK-2_2 must declare 'stream.arn' for its connector 'kinesis', got one that declares"
                                + " only the keys of Flink 1; build it for Flink 2 or use FLINK-1_20",
                        "property group 'Job': unknown setting 'draw.titel'; did you mean 'draw.title'?");
    }

    private static JsonNode group(SynthesisedStack template, String id) {
        for (JsonNode group : template.properties("AWS::KinesisAnalyticsV2::Application")
                .at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups")) {
            if (group.get("PropertyGroupId").asText().equals(id)) {
                return group.get("PropertyMap");
            }
        }
        throw new AssertionError("no group " + id);
    }
}
