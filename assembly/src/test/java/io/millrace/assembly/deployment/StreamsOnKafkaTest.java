package io.millrace.assembly.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.Contract;
import io.millrace.contract.JobDeclaration;
import io.millrace.contract.PortDeclaration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsOnKafkaTest {
    private static final String TEMPLATE = """
            {
              'Resources': {
                'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'ShardCount': 2}},
                'Bills': {'Type': 'AWS::Kinesis::Stream', 'Properties': {
                  'Name': 'bills', 'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}, 'RetentionPeriodHours': 48}},
                'Billing': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
                  'RuntimeEnvironment': 'FLINK-1_20',
                  'ApplicationConfiguration': {
                    'ApplicationCodeConfiguration': {'CodeContent': {'S3ContentLocation': {
                      'BucketARN': 'arn:aws:s3:::assets-000000000000-us-east-1', 'FileKey': 'hash.jar'}}},
                    'EnvironmentProperties': {'PropertyGroups': [
                      {'PropertyGroupId': 'Job', 'PropertyMap': {'name': 'billing'}},
                      {'PropertyGroupId': 'orders', 'PropertyMap': {'connector': 'kinesis',
                        'stream.name': {'Ref': 'Orders'}, 'aws.region': 'us-east-1', 'flink.stream.initpos': 'LATEST'}},
                      {'PropertyGroupId': 'bills', 'PropertyMap': {'connector': 'kinesis',
                        'stream.name': {'Ref': 'Bills'}, 'aws.region': 'us-east-1'}},
                      {'PropertyGroupId': 'refunds', 'PropertyMap': {'connector': 'kafka', 'topic': 'refunds',
                        'bootstrap.servers': 'b-1.msk.example:9098', 'group.id': 'billing'}}
                    ]},
                    'FlinkApplicationConfiguration': {
                      'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': true},
                      'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM', 'Parallelism': 1,
                        'AutoScalingEnabled': false}}}}}
              }
            }
            """;

    private static final Contract DECLARATION = new Contract(
            List.of(connector("kinesis"), connector("kafka")),
            List.of(
                    new JobDeclaration("other", "", List.of(port("bills")), List.of(), List.of()),
                    new JobDeclaration(
                            "billing",
                            "",
                            List.of(port("orders"), port("refunds")),
                            List.of(port("bills")),
                            List.of())));

    @TempDir
    private Path directory;

    @Test
    void everyStreamBecomesATopicAndEveryGroupThatBindsOneIsBoundToIt() throws IOException {
        DeploymentPlan plan = plan(TEMPLATE, StreamBackend.KAFKA);

        assertThat(plan.streams())
                .containsExactly(
                        topic("Orders", "shop-Orders", 2, 24),
                        topic("Bills", "bills", StreamPlan.ON_DEMAND, 48),
                        topic("refunds", "refunds", StreamPlan.ON_DEMAND, 168));
        assertThat(plan.streams())
                .extracting(StreamPlan::sizing)
                .containsExactly("2 partitions", "4 partitions", "4 partitions");
        assertThat(plan.applications().get(0).propertyGroups())
                .isEqualTo(Map.of(
                        "Job", Map.of("name", "billing"),
                        "orders",
                                Map.of(
                                        "connector", "kafka",
                                        "topic", "shop-Orders",
                                        "group.id", "shop-Billing",
                                        "start.position", "LATEST"),
                        "bills",
                                Map.of(
                                        "connector", "kafka",
                                        "topic", "bills",
                                        "delivery", "exactly-once",
                                        "transactional.id.prefix", "shop-Billing-bills"),
                        "refunds",
                                Map.of(
                                        "connector", "kafka",
                                        "topic", "refunds",
                                        "bootstrap.servers", "b-1.msk.example:9098",
                                        "group.id", "billing")));
        assertThat(plan.notices())
                .containsExactly(
                        "streams are Kafka topics here; a record that is written exactly once is visible once its"
                                + " checkpoint completes");
    }

    @Test
    void aTopicOfTheTemplateIsOnKafkaWhateverHoldsTheStreams() throws IOException {
        DeploymentPlan plan = plan(TEMPLATE, StreamBackend.KINESIS);

        assertThat(plan.streams())
                .extracting(StreamPlan::backend)
                .containsExactly(StreamBackend.KINESIS, StreamBackend.KINESIS, StreamBackend.KAFKA);
        assertThat(plan.applications().get(0).propertyGroups().get("bills")).containsEntry("connector", "kinesis");
        assertThat(plan.notices()).isEmpty();
    }

    @Test
    void withoutCheckpointsNothingIsWrittenInTransactions() throws IOException {
        DeploymentPlan plan = plan(
                TEMPLATE.replace("'CheckpointingEnabled': true", "'CheckpointingEnabled': false"), StreamBackend.KAFKA);

        assertThat(plan.applications().get(0).propertyGroups().get("bills")).containsEntry("delivery", "at-least-once");
    }

    @Test
    void whatAJarDoesNotDeclareCannotBeMoved() {
        Contract kinesisOnly = new Contract(List.of(connector("kinesis")), DECLARATION.jobs());

        for (Optional<Contract> declaration : List.of(Optional.of(kinesisOnly), Optional.<Contract>empty())) {
            assertThatThrownBy(() -> plan(TEMPLATE, declaration, StreamBackend.KAFKA))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessage("""
                            stage default cannot run here:
                            - application shop-Billing binds stream bills by property group 'bills', which its jar does not \
                            declare for Kafka; without --streams kafka it is on Kinesis
                            - application shop-Billing binds stream shop-Orders by property group 'orders', which its jar \
                            does not declare for Kafka; without --streams kafka it is on Kinesis""");
        }
    }

    @Test
    void aDeclarationThatCannotBeReadIsAMistake() {
        assertThatThrownBy(() -> plan(TEMPLATE, "not JSON".getBytes(UTF_8), StreamBackend.KAFKA))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("- application shop-Billing: the declaration in its jar cannot be read: ");
    }

    private static ConnectorDeclaration connector(String name) {
        return new ConnectorDeclaration(name, List.of(), List.of(), List.of());
    }

    private static PortDeclaration port(String name) {
        return new PortDeclaration(name, "");
    }

    private static StreamPlan topic(String logicalId, String name, int shards, int retentionHours) {
        return new StreamPlan("shop", logicalId, name, "us-east-1", shards, retentionHours, StreamBackend.KAFKA);
    }

    private DeploymentPlan plan(String template, StreamBackend streams) throws IOException {
        return plan(template, Optional.of(DECLARATION), streams);
    }

    private DeploymentPlan plan(String template, Optional<Contract> declaration, StreamBackend streams)
            throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        if (declaration.isPresent()) {
            declaration.get().writeTo(json);
        }
        return plan(template, json.toByteArray(), streams);
    }

    /** @param declaration what the jar has as its declaration; empty for a jar without one */
    private DeploymentPlan plan(String template, byte[] declaration, StreamBackend streams) throws IOException {
        AssemblyFiles assembly = new AssemblyFiles(directory).oneStack(template, "asset.hash.jar");
        try (OutputStream file = Files.newOutputStream(directory.resolve("asset.hash.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(declaration.length == 0 ? "empty" : Contract.RESOURCE));
            jar.write(declaration);
        }
        return StagePlanner.plan(CloudAssembly.read(assembly.directory()).defaultStage())
                .on(streams);
    }
}
