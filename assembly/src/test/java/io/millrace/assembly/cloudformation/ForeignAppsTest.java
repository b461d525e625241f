package io.millrace.assembly.cloudformation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.service.ServiceQuotas;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps as other teams write them: their streams run beside everything else that they have. */
class ForeignAppsTest {
    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void createJar() throws IOException {
        jar = Files.writeString(directory.resolve("job.jar"), "code");
    }

    @Test
    void anAppWithTablesTopicsQueuesBucketsAndAVpcGetsTheirNames() {
        DeploymentPlan plan = plan("archive.yml", "Sessionizer");

        assertThat(plan.streams())
                .extracting(StreamPlan::name)
                .containsExactly("archive-page-views", "archive-sessions");
        Map<String, String> sink = application(plan).propertyGroups().get("sink");
        assertThat(sink.get("stream.name")).isEqualTo("archive-sessions");
        assertThat(sink.get("table.name")).matches("[A-Za-z0-9_.-]{3,255}");
        assertThat(sink.get("table.stream")).matches("arn:aws:dynamodb:us-east-1:000000000000:table/.+/stream/.+");
        assertThat(sink.get("topic.arn")).matches("arn:aws:sns:us-east-1:000000000000:.+");
        assertThat(sink.get("queue.url")).matches("https://sqs\\.us-east-1\\.amazonaws\\.com/000000000000/.+");
        assertThat(sink.get("queue.arn")).matches("arn:aws:sqs:us-east-1:000000000000:.+");
        assertThat(sink.get("archive")).matches("s3://[a-z0-9.-]{3,63}/sessions/");
        assertThat(sink.get("key")).startsWith("arn:aws:kms:us-east-1:000000000000:");
        assertThat(sink.get("vpc")).matches("vpc-.+");
        assertThat(sink).allSatisfy((key, value) -> assertThat(value).as(key).isNotEmpty());
        assertThat(plan.notices()).anyMatch(notice -> notice.startsWith("made up here: SessionTable"));
    }

    @Test
    void anAppOfSamGetsTheNamesOfItsGeneratedResources() {
        DeploymentPlan plan = plan("parcels.yaml", "Counter");

        assertThat(plan.streams()).extracting(StreamPlan::name).containsExactly("parcels-Scans", "parcels-Counts");
        Map<String, String> names = application(plan).propertyGroups().get("names");
        assertThat(names.get("table")).isEqualTo("depots");
        assertThat(names.get("role")).matches("arn:aws:iam::000000000000:role/.+");
        assertThat(names.get("api")).matches("https://[^.$]+\\.execute-api\\.us-east-1\\.amazonaws\\.com/");
        assertThat(names.get("machine")).contains("returns");
        assertThat(names).allSatisfy((key, value) -> assertThat(value).as(key).isNotEmpty());
    }

    @Test
    void aSynthesisedAppSaysWhatItMissesAndRunsWithIt() {
        assertThatThrownBy(() -> sensors(GivenValues.NONE))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("--ssm /sensors/site=")
                .hasMessageContaining("--import small-broker-host=")
                .message()
                .doesNotContain("cdk-bootstrap", "shared-key-arn");

        DeploymentPlan plan = sensors(new GivenValues(
                Map.of("AveragingMinutes", "15"),
                Map.of("/sensors/site", "hall 4"),
                Map.of(),
                Map.of("small-broker-host", "broker.example"),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty()));

        assertThat(plan.streams())
                .extracting(StreamPlan::name)
                .containsExactly("SensorStack-Readings1A2B3C4D", "SensorStack-AveragesABCD1234");
        ApplicationPlan application = application(plan);
        assertThat(application.name()).isEqualTo("sensor-averager");
        assertThat(application.parallelism()).isEqualTo(1);
        assertThat(application.jar()).hasFileName("asset.5e0a.jar");
        assertThat(application.propertyGroups().get("app"))
                .isEqualTo(Map.of(
                        "input.stream", "SensorStack-Readings1A2B3C4D",
                        "output.stream.arn",
                                "arn:aws:kinesis:eu-central-1:000000000000:stream/SensorStack-AveragesABCD1234",
                        "averaging", "15 min",
                        "first.threshold", "10",
                        "thresholds", "10;20;30",
                        "site", "hall 4",
                        "broker", "broker.example",
                        "console", "https://eu-central-1.console.amazonaws.com/${literal}"));
    }

    private static ApplicationPlan application(DeploymentPlan plan) {
        assertThat(plan.applications()).hasSize(1);
        return plan.applications().get(0);
    }

    private DeploymentPlan plan(String template, String application) {
        Path file = TestTemplate.copy(template, directory);
        new TemplateAssembly(TemplateAssembly.nameOf(file), file).write(directory.resolve("assembly"));
        CloudAssembly assembly = CloudAssembly.read(directory.resolve("assembly"));
        GivenValues given = GivenValues.NONE.withJars(Map.of(application, jar));
        return StagePlanner.plan(assembly, assembly.defaultStage(), ServiceQuotas.DEFAULT, given, Optional.empty());
    }

    private static DeploymentPlan sensors(GivenValues given) {
        try {
            CloudAssembly assembly = CloudAssembly.read(Path.of(
                    requireNonNull(ForeignAppsTest.class.getResource("sensors")).toURI()));
            return StagePlanner.plan(assembly, assembly.defaultStage(), ServiceQuotas.DEFAULT, given, Optional.empty());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
