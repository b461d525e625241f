package io.millrace.assembly.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.DeploymentPlan.SkippedResource;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.assembly.template.GivenValues;
import io.millrace.assembly.template.Template;
import io.millrace.contract.service.ServiceQuotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
        assertThat(plan.skipped())
                .extracting(SkippedResource::logicalId)
                .containsExactly("Role", "LogGroup", "Restarts", "Cpu");
        assertThat(plan.alarms())
                .extracting(alarm -> "%s of %s: %s > %.0f"
                        .formatted(alarm.name(), alarm.application().orElse("none"), alarm.metric(), alarm.threshold()))
                .containsExactly(
                        "lottery-Restarts of lottery-lottery: DIFF(fullRestarts) > 0",
                        "lottery-cpu of lottery-lottery: cpuUtilization > 80");
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
        assertThat(plan.notices())
                .anyMatch(notice -> notice.startsWith("'Alerts' (AWS::Serverless::Application) is in"));
        assertThat(plan.skipped())
                .extracting(SkippedResource::logicalId)
                .contains(
                        "Register", "RegisterRole", "RegisterAliaslive", "ServerlessHttpApi", "NotifyCount", "Depots");
    }

    @Test
    void anotherWriteReplacesTheFormerOne() throws IOException {
        Path file = write("app.yml", "Resources: {A: {Type: AWS::Kinesis::Stream}}");
        Path assembly = directory.resolve("assembly");
        new TemplateAssembly("app", file).write(assembly);
        write("app.yml", "Resources: {B: {Type: AWS::Kinesis::Stream}}");
        new TemplateAssembly("app", file).write(assembly);

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
    void aJarIsForAnApplicationOfTheTemplate() {
        Path file = write("shop.yml", """
                Resources:
                  Orders: %s
                  Bills: %s
                  Stream: {Type: AWS::Kinesis::Stream}
                """.formatted(APPLICATION, APPLICATION));

        assertThatThrownBy(() -> plan(file, Map.of("Order", jar, "Bills", jar)))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("""
                        stage shop cannot run here:
                        - --jar must name an application, got 'Order'; did you mean 'Orders'? (the applications: Bills, Orders)
                        - the templates use what the assembly does not have; add these options with your values, or put them into millrace.local.json:
                            --jar Orders=FILE""");
    }

    @Test
    void anApplicationGetsItsJarWhateverItsCodeConfigurationIs() {
        Path file = write("shop.yml", """
                Parameters: {Bucket: {Type: String}}
                Resources:
                  Orders:
                    Type: AWS::KinesisAnalyticsV2::Application
                    Properties:
                      RuntimeEnvironment: FLINK-1_20
                      ApplicationConfiguration:
                        ApplicationCodeConfiguration:
                          CodeContent:
                            S3ContentLocation: {BucketARN: !Sub 'arn:aws:s3:::${Bucket}', FileKey: job.jar}
                  Bills: %s
                """.formatted(APPLICATION));

        assertThat(plan(file, Map.of("Orders", jar, "Bills", jar)).applications())
                .extracting(ApplicationPlan::jar)
                .containsExactly(jar, jar);
        assertThatThrownBy(() -> plan(file, Map.of()))
                .as("a bucket of which nobody knows the name needs none")
                .hasMessageEndingWith("    --jar Orders=FILE \\\n    --jar Bills=FILE");
    }

    @Test
    void aTemplateMayNestOthersAndIncludeSnippetsByTheirPaths() throws IOException {
        Files.createDirectories(directory.resolve("nested"));
        write("nested/inner.yaml", """
                Transform: AWS::Serverless-2016-10-31
                Parameters: {Prefix: {Type: String}}
                Resources:
                  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: !Sub '${Prefix}-inner'}}
                  Deeper: {Type: AWS::Serverless::Application, Properties: {Location: deeper.json}}
                """);
        write("nested/deeper.json", "{\"Resources\": {\"Stream\": {\"Type\": \"AWS::Kinesis::Stream\"}}}");
        write("name.yaml", "Name: {Fn::Sub: '${AWS::StackName}-snippet'}");
        Path file = write("shop.yml", """
                Resources:
                  Inner:
                    Type: AWS::CloudFormation::Stack
                    Properties: {TemplateURL: nested/inner.yaml, Parameters: {Prefix: !Ref AWS::StackName}}
                  Stream:
                    Type: AWS::Kinesis::Stream
                    Properties: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: ./name.yaml}}}
                """);

        assertThat(plan(file, Map.of()).streams())
                .extracting(StreamPlan::name)
                .containsExactlyInAnyOrder("shop-snippet", "shop-inner", "shop-Inner-Deeper-Stream");

        Files.delete(directory.resolve("nested/deeper.json"));
        assertThatThrownBy(() -> plan(file, Map.of()))
                .hasMessageContaining(
                        "nested/deeper.json cannot be used:%n- must be a file that can be read; it does not exist"
                                .formatted());
    }

    @Test
    void aMacroIsNamedWithWhatToDoAboutIt() {
        Path file = write("shop.yml", """
                Transform: [AWS::LanguageExtensions, Company::Defaults]
                Resources: {A: {Type: AWS::Kinesis::Stream, Fn::Transform: {Name: Tagged}}}
                """);

        assertThat(plan(file, Map.of()).notices())
                .containsExactly(
                        "macro 'Company::Defaults' (AWS::CloudFormation::Macro) is a function that does not run here, so"
                                + " template shop counts as it is written; run what it makes of the template: aws"
                                + " cloudformation get-template --stack-name shop --template-stage Processed",
                        "macro 'Tagged' (AWS::CloudFormation::Macro) is a function that does not run here, so template shop"
                                + " counts as it is written; run what it makes of the template: aws cloudformation"
                                + " get-template --stack-name shop --template-stage Processed");

        write("shop.yml", """
                Resources: {A: {Type: AWS::Kinesis::Stream, Properties: {Fn::Transform: {Name: Sized}, Name: a}}}
                """);
        assertThatThrownBy(() -> plan(file, Map.of()))
                .hasMessageContaining(
                        "Resources.A.Properties.Fn::Transform: macro 'Sized' (AWS::CloudFormation::Macro) is a function that");
    }

    @Test
    void theStackIsNotCalledLikeTheStageOfAnAppWithoutStages() {
        assertThat(name("shop/%s.yaml".formatted(CloudAssembly.DEFAULT_STAGE))).isEqualTo("template");
        assertThat(name("%s/template.yaml".formatted(CloudAssembly.DEFAULT_STAGE)))
                .isEqualTo("template");
    }

    private static String name(String file) {
        return TemplateAssembly.nameOf(Path.of(file));
    }

    private Path write(String name, String yaml) {
        return TestTemplate.write(directory.resolve(name), yaml);
    }

    private Template template(Path file) {
        return assembly(file).defaultStage().templates().get(0);
    }

    private DeploymentPlan plan(Path file, Map<String, Path> jars) {
        CloudAssembly assembly = assembly(file);
        return StagePlanner.plan(
                assembly,
                assembly.defaultStage(),
                ServiceQuotas.DEFAULT,
                GivenValues.NONE.withJars(jars),
                Optional.empty());
    }

    private CloudAssembly assembly(Path file) {
        Path assembly = directory.resolve("assembly");
        new TemplateAssembly(TemplateAssembly.nameOf(file), file).write(assembly);
        return CloudAssembly.read(assembly);
    }
}
