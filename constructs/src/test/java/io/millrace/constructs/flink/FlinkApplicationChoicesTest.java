package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.binding.StartingPosition;
import io.millrace.constructs.testing.SynthesisedStack;
import io.millrace.constructs.testing.TestJar;
import io.millrace.contract.service.ServiceQuotas;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/** An application without any default value. */
class FlinkApplicationChoicesTest {
    private static final String TYPE = "AWS::KinesisAnalyticsV2::Application";
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.250Z");

    private static LotterySpecimen specimen;
    private static SynthesisedStack template;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        specimen = new LotterySpecimen(folder.resolve("assembly"), TestJar.declaringNothing(folder));
        FlinkApplication application = specimen.define(specimen.unbound()
                .applicationName("lottery-1")
                .description("a lottery")
                .runtime(FlinkRuntime.FLINK_2_2)
                .quotas(ServiceQuotas.builder().kpus(65).build())
                .capacity(Capacity.builder(130)
                        .parallelismPerKpu(2)
                        .scaling(Capacity.Scaling.AUTOMATIC)
                        .build())
                .checkpointing(Checkpointing.every(Duration.ofSeconds(10), Duration.ofMillis(500)))
                .logLevel(LogLevel.WARN)
                .metricsLevel(MetricsLevel.OPERATOR)
                .logRetention(RetentionDays.THREE_DAYS)
                .removalPolicy(RemovalPolicy.DESTROY)
                .setting("text", "a b")
                .setting("whole", 7)
                .setting("part", 0.25)
                .setting("switch", true)
                .setting("short", Duration.ofNanos(1_500))
                .setting("long", Duration.ofHours(1))
                .input("newest", specimen.lotteryEvents, StartingPosition.latest())
                .input("since", specimen.userEvents, StartingPosition.at(NOON))
                .propertyGroup("newest", Map.of("flink.shard.getrecords.intervalmillis", "1000"))
                .propertyGroup("Extra", Map.of("any.key", "any value")));
        CfnOutput.Builder.create(specimen.stack, "Name")
                .value(application.applicationName())
                .build();
        CfnOutput.Builder.create(specimen.stack, "Arn")
                .value(application.applicationArn())
                .build();
        CfnOutput.Builder.create(specimen.stack, "Role")
                .value(application.role().getRoleArn())
                .build();
        template = SynthesisedStack.of(specimen.stack);
    }

    @Test
    void everyChoiceReachesTheTemplate() {
        JsonNode properties = template.properties(TYPE);

        assertThat(properties.get("ApplicationName").asText()).isEqualTo("lottery-1");
        assertThat(properties.get("ApplicationDescription").asText()).isEqualTo("a lottery");
        assertThat(properties.get("RuntimeEnvironment").asText()).isEqualTo("FLINK-2_2");
        assertThat(properties.at("/ApplicationConfiguration/FlinkApplicationConfiguration"))
                .isEqualTo(json("""
                                {
                                  'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'CheckpointingEnabled': true, 'CheckpointInterval': 10000,
                                    'MinPauseBetweenCheckpoints': 500},
                                  'MonitoringConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'LogLevel': 'WARN', 'MetricsLevel': 'OPERATOR'},
                                  'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM',
                                    'Parallelism': 130, 'ParallelismPerKPU': 2, 'AutoScalingEnabled': true}
                                }
                                """));
    }

    @Test
    void settingsAreWrittenAsFlinkReadsThem() {
        assertThat(group("Job"))
                .isEqualTo(json("{'text': 'a b', 'whole': '7', 'part': '0.25', 'switch': 'true', 'short': '1500 ns',"
                        + " 'long': '3600000 ms'}"));
    }

    @Test
    void aJobMayStartAtTheNewestRecordOrAtATime() {
        assertThat(group("newest").get("source.init.position").asText()).isEqualTo("LATEST");
        assertThat(group("since").get("source.init.position").asText()).isEqualTo("AT_TIMESTAMP");
        assertThat(group("since").get("source.init.timestamp").asText()).isEqualTo("2026-11-21T12:00:00.250Z");
    }

    @Test
    void rawKeysJoinAGroupOrMakeOne() {
        assertThat(group("newest").get("flink.shard.getrecords.intervalmillis").asText())
                .isEqualTo("1000");
        assertThat(group("Extra")).isEqualTo(json("{'any.key': 'any value'}"));
    }

    @Test
    void theRoleServesTheNamedApplicationOnly() {
        JsonNode source = template.resource(template.idOf("AWS::IAM::Role", "App"))
                .at("/Properties/AssumeRolePolicyDocument/Statement/0/Condition/ArnLike/aws:SourceArn");

        assertThat(source.toString()).endsWith("\":application/lottery-1\"]]}");
    }

    @Test
    void theApplicationAndItsLogsGoWhenTold() {
        String group = template.idOf("AWS::Logs::LogGroup", "AppLogs");

        assertThat(template.only(TYPE).get("DeletionPolicy").asText()).isEqualTo("Delete");
        assertThat(template.resource(group).get("DeletionPolicy").asText()).isEqualTo("Delete");
        assertThat(template.resource(group).at("/Properties/RetentionInDays").asInt())
                .isEqualTo(3);
    }

    @Test
    void nameArnAndRoleAreAttributesOfTheResource() {
        String id = template.idOf(TYPE, "App");

        assertThat(template.outputs().get("Name").get("Value")).isEqualTo(json("{'Ref': '" + id + "'}"));
        assertThat(template.outputs().get("Arn").get("Value").toString())
                .endsWith("\":application/\",{\"Ref\":\"" + id + "\"}]]}");
        assertThat(template.outputs().get("Role").get("Value"))
                .isEqualTo(json("{'Fn::GetAtt': ['" + template.idOf("AWS::IAM::Role", "App") + "', 'Arn']}"));
    }

    private static JsonNode group(String id) {
        for (JsonNode group :
                template.properties(TYPE).at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups")) {
            if (group.get("PropertyGroupId").asText().equals(id)) {
                return group.get("PropertyMap");
            }
        }
        throw new AssertionError("no property group " + id);
    }
}
