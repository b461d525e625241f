package io.millrace.assembly.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.assembly.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateAssemblyTest {
    private static final String APPLICATION =
            "{Type: AWS::KinesisAnalyticsV2::Application, Properties: {RuntimeEnvironment: FLINK-1_20}}";

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void createJar() throws IOException {
        jar = Files.writeString(directory.resolve("job.jar"), "code");
    }

    @Test
    void aTemplateWithParametersMappingsAndConditionsIsPlannedLikeAStage() {
        DeploymentPlan plan = plan(TestTemplate.copy("lottery.yml", directory), Map.of("Lottery", jar));

        assertThat(plan.stage()).isEqualTo("lottery");
        assertThat(plan.streams())
                .extracting(stream -> stream.name() + ", " + stream.details())
                .containsExactly(
                        "lottery-lottery-events, 1 shard, kept 24 h",
                        "lottery-user-events, 2 shards, kept 24 h",
                        "lottery-Draws, on demand, kept 24 h",
                        "lottery-Rejected, 1 shard, kept 24 h");
        assertThat(plan.applications()).singleElement().satisfies(application -> {
            assertThat(application.name()).isEqualTo("lottery-lottery");
            assertThat(application.jar()).isEqualTo(jar);
            assertThat(application.parallelism()).isEqualTo(2);
            assertThat(application.snapshots()).isTrue();
            assertThat(application.checkpoints()).contains(new Checkpoints(5000, 1000));
            assertThat(application.propertyGroups().get("user-events"))
                    .isEqualTo(Map.of(
                            "connector", "kinesis", "stream.name", "lottery-user-events", "aws.region", "us-east-1"));
            assertThat(application.propertyGroups().get("Job")).containsEntry("draw.window", "10000 ms");
        });
        assertThat(plan.skipped()).extracting(SkippedResource::logicalId).containsExactly("Role", "LogGroup");
    }

    @Test
    void theSameTemplateInJsonIsTheSame() throws IOException {
        Path yaml = TestTemplate.copy("lottery.yml", directory);
        Path json = Files.createDirectories(directory.resolve("json")).resolve("lottery.json");
        Files.writeString(json, "\n " + template(yaml).root().toPrettyString());

        assertThat(template(json).root()).isEqualTo(template(yaml).root());
        assertThat(plan(json, Map.of("Lottery", jar))).isEqualTo(plan(yaml, Map.of("Lottery", jar)));
    }

    @Test
    void streamsAndApplicationsRunBesideWhatSamExpands() {
        DeploymentPlan plan = plan(TestTemplate.copy("parcels.yaml", directory), Map.of("Counter", jar));

        assertThat(plan.streams()).extracting(StreamPlan::name).containsExactly("parcels-Scans", "parcels-Counts");
        assertThat(plan.applications()).singleElement().satisfies(application -> {
            assertThat(application.name()).isEqualTo("parcels-Counter");
            assertThat(application.propertyGroups())
                    .containsAllEntriesOf(Map.of(
                            "input",
                            Map.of(
                                    "stream.arn",
                                    "arn:aws:kinesis:us-east-1:000000000000:stream/parcels-Scans",
                                    "aws.region",
                                    "us-east-1"),
                            "output",
                            Map.of(
                                    "stream.arn",
                                    "arn:aws:kinesis:us-east-1:000000000000:stream/parcels-Counts",
                                    "aws.region",
                                    "us-east-1")));
        });
        assertThat(plan.skipped())
                .extracting(SkippedResource::logicalId)
                .contains(
                        "Register", "RegisterRole", "RegisterAliaslive", "ServerlessHttpApi", "NotifyCount", "Depots");
    }

    @Test
    void anotherWriteReplacesTheFormerOne() throws IOException {
        Path file = write("app.yml", "Resources: {A: {Type: AWS::Kinesis::Stream}}");
        Path assembly = directory.resolve("assembly");
        new TemplateAssembly("app", file, Map.of()).write(assembly);
        write("app.yml", "Resources: {B: {Type: AWS::Kinesis::Stream}}");
        new TemplateAssembly("app", file, Map.of()).write(assembly);

        assertThat(CloudAssembly.read(assembly)
                        .defaultStage()
                        .templates()
                        .get(0)
                        .logicalIds())
                .containsExactly("B");
    }

    @Test
    void theStackIsCalledLikeItsFileOrItsProject() {
        assertThat(name("shop/orders.yml")).isEqualTo("orders");
        assertThat(name("shop/orders.template.json")).isEqualTo("orders");
        assertThat(name("shop/orders_v1.2.yaml")).isEqualTo("orders-v1-2");
        assertThat(name("shop/template.yaml")).isEqualTo("shop");
        assertThat(name("shop/packaged.yml")).isEqualTo("shop");
        assertThat(name("/template.yml")).isEqualTo("template");
        assertThat(name("shop/2026-ölf.yml")).isEqualTo("lf");
        assertThat(name("shop/42.yml")).isEqualTo("template");
    }

    @Test
    void allMistakesOfTheTemplateAndOfItsCodeAreReportedAtOnce() {
        Path file = write("shop.yml", """
                Resources:
                  Orders: %s
                  Bills: %s
                  Stream: {Type: AWS::Kinesis::Stream}
                """.formatted(APPLICATION, APPLICATION));
        Map<String, Path> code =
                Map.of("Order", jar, "Bills", directory.resolve("none.jar"), "Orders", directory, "Stream", jar);

        assertThatThrownBy(() -> new TemplateAssembly("shop", file, code).write(directory.resolve("assembly")))
                .isInstanceOf(TemplateFileException.class)
                .hasMessage("""
                        template %1$s/shop.yml cannot be used:
                        - the code of 'Bills' must be a jar, got '%1$s/none.jar'; it does not exist
                        - the code of 'Orders' must be a jar, got '%1$s'; it is a directory
                        - code must be for an application of the template, got 'Order'; did you mean 'Orders'? (its \
                        applications: Orders, Bills)
                        - code must be for an application of the template, got 'Stream' (its applications: Orders, Bills)\
                        """, directory);
        assertThat(directory.resolve("assembly")).doesNotExist();
    }

    @Test
    void codeNeedsAPlaceThatNoFunctionChooses() {
        Path file = write("shop.yml", """
                Resources:
                  Orders:
                    Type: AWS::KinesisAnalyticsV2::Application
                    Properties: {ApplicationConfiguration: !If [A, {}, {}]}
                """);

        assertThatThrownBy(() -> plan(file, Map.of("Orders", jar)))
                .hasMessageContaining(
                        "the code of 'Orders' must have its place in the template: each of Properties,"
                                + " ApplicationConfiguration, ApplicationCodeConfiguration, CodeContent must be written out there");
    }

    @Test
    void anApplicationWithoutAnyCodeConfigurationGetsItsJar() {
        Path file = write("shop.yml", "Resources: {Orders: %s}".formatted(APPLICATION));

        assertThat(plan(file, Map.of("Orders", jar)).applications())
                .singleElement()
                .satisfies(application -> assertThat(application.jar()).isEqualTo(jar));
    }

    @Test
    void whatIsLeftOutIsTold() {
        Path file = write("shop.yml", """
                Transform: [AWS::LanguageExtensions, Company::Defaults]
                Resources: {A: {Type: AWS::Kinesis::Stream}}
                """);

        assertThat(new TemplateAssembly("shop", file, Map.of()).write(directory.resolve("assembly")))
                .containsExactly(
                        "transform 'Company::Defaults' does not run here; the template counts as it is written");
    }

    private static String name(String file) {
        return TemplateAssembly.nameOf(Path.of(file));
    }

    private Path write(String name, String yaml) {
        return TestTemplate.write(directory.resolve(name), yaml);
    }

    private Template template(Path file) {
        return stage(file, Map.of()).templates().get(0);
    }

    private DeploymentPlan plan(Path file, Map<String, Path> code) {
        return StagePlanner.plan(stage(file, code));
    }

    private Stage stage(Path file, Map<String, Path> code) {
        Path assembly = directory.resolve("assembly");
        new TemplateAssembly(TemplateAssembly.nameOf(file), file, code).write(assembly);
        return CloudAssembly.read(assembly).defaultStage();
    }
}
