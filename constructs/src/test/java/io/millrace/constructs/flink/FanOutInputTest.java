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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lottery, with one of its inputs read by fan-out. */
class FanOutInputTest {
    private static FlinkApplication application;
    private static SynthesisedStack template;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        LotterySpecimen specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringLottery(folder));
        EventStream clicks = new EventStream(
                specimen.stack,
                "Clicks",
                EventStreamProps.builder().streamName("clicks").build());
        FanOutConsumer consumer =
                new FanOutConsumer(specimen.stack, "Consumer", new FanOutConsumerProps(clicks, "lottery"));
        application = specimen.define(specimen.unbound()
                .job("lottery")
                .input("lottery-events", specimen.lotteryEvents)
                .input("user-events", consumer, StartingPosition.latest())
                .output("draws", specimen.draws)
                .output("rejected", specimen.rejected)
                .setting("draw.window", "10 s"));
        template = SynthesisedStack.of(specimen.stack);
    }

    @Test
    void theInputsGroupLeavesRegisteringToTheInfrastructure() {
        JsonNode groups = template.properties("AWS::KinesisAnalyticsV2::Application")
                .at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups");

        assertThat(groups)
                .filteredOn(group -> group.get("PropertyGroupId").asText().equals("user-events"))
                .singleElement()
                .extracting(group -> group.get("PropertyMap"))
                .isEqualTo(json("""
                                {'connector': 'kinesis', 'stream.name': {'Ref': '%s'},
                                 'aws.region': {'Ref': 'AWS::Region'}, 'flink.stream.initpos': 'LATEST',
                                 'flink.stream.recordpublisher': 'EFO', 'flink.stream.efo.registration': 'NONE',
                                 'flink.stream.efo.consumerarn.clicks': {'Fn::GetAtt': ['%s', 'ConsumerARN']}}
                                """.formatted(
                                template.idOf("AWS::Kinesis::Stream", "Clicks"),
                                template.idOf("AWS::Kinesis::StreamConsumer", "Consumer"))));
    }

    @Test
    void theRoleSubscribesToThisInputAndPollsTheOther() {
        String role = template.idOf("AWS::IAM::Role", "App");

        assertThat(template.actionsAllowedOn("\"Clicks", role))
                .containsExactly("kinesis:DescribeStream", "kinesis:ListShards");
        assertThat(template.actionsAllowedOn("ConsumerARN", role)).containsExactly("kinesis:SubscribeToShard");
        assertThat(template.actionsAllowedOn("\"LotteryEvents", role)).contains("kinesis:GetRecords");
    }

    @Test
    void theApplicationKnowsItsInputsAndTheirConsumers() {
        assertThat(application.props().bindings().inputs()).containsOnlyKeys("lottery-events", "user-events");
        assertThat(application.props().bindings().fanOutConsumers()).containsOnlyKeys("user-events");
    }
}
