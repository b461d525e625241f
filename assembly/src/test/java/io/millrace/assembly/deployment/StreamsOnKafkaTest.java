package io.millrace.assembly.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.CloudAssembly;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    private static final String DECLARATION = """
            {"connectors": [{"name": "kinesis"}, {"name": "kafka"}],
             "jobs": [
               {"name": "other", "inputs": [{"name": "bills"}], "outputs": []},
               {"name": "billing", "inputs": [{"name": "orders"}, {"name": "refunds"}], "outputs": [{"name": "bills"}]}
             ]}
            """;

    @TempDir
    private Path directory;

    @Test
    void everyStreamBecomesATopicAndEveryGroupThatBindsOneIsBoundToIt() throws IOException {
        DeploymentPlan plan = plan(TEMPLATE, DECLARATION, StreamBackend.KAFKA);

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
                .containsExactly("streams are topics of a Kafka here; what is written exactly once is seen when a"
                        + " checkpoint completes");
    }

    @Test
    void aTopicOfTheTemplateIsOnKafkaWhateverHoldsTheStreams() throws IOException {
        DeploymentPlan plan = plan(TEMPLATE, DECLARATION, StreamBackend.KINESIS);

        assertThat(plan.streams())
                .extracting(StreamPlan::backend)
                .containsExactly(StreamBackend.KINESIS, StreamBackend.KINESIS, StreamBackend.KAFKA);
        assertThat(plan.applications().get(0).propertyGroups().get("bills")).containsEntry("connector", "kinesis");
        assertThat(plan.notices()).isEmpty();
    }

    @Test
    void withoutCheckpointsNothingIsWrittenInTransactions() throws IOException {
        DeploymentPlan plan = plan(
                TEMPLATE.replace("'CheckpointingEnabled': true", "'CheckpointingEnabled': false"),
                DECLARATION,
                StreamBackend.KAFKA);

        assertThat(plan.applications().get(0).propertyGroups().get("bills")).containsEntry("delivery", "at-least-once");
    }

    @Test
    void whatAJarDoesNotDeclareCannotBeMoved() {
        String kinesisOnly = DECLARATION.replace("{\"name\": \"kafka\"}", "{\"name\": \"files\"}");

        assertThatThrownBy(() -> plan(TEMPLATE, kinesisOnly, StreamBackend.KAFKA))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("""
                        stage default cannot run here:
                        - application shop-Billing binds stream bills by property group 'bills', of which its jar does not \
                        declare that it may be on Kafka; without --streams kafka it is on Kinesis
                        - application shop-Billing binds stream shop-Orders by property group 'orders', of which its jar does \
                        not declare that it may be on Kafka; without --streams kafka it is on Kinesis""");
        assertThatThrownBy(() -> plan(TEMPLATE, "", StreamBackend.KAFKA)).isInstanceOf(DeploymentException.class);
    }

    private static StreamPlan topic(String logicalId, String name, int shards, int retentionHours) {
        return new StreamPlan("shop", logicalId, name, "us-east-1", shards, retentionHours, StreamBackend.KAFKA);
    }

    /** A jar with the declaration, or without one when that is empty. */
    private DeploymentPlan plan(String template, String declaration, StreamBackend streams) throws IOException {
        AssemblyFiles assembly = new AssemblyFiles(directory).oneStack(template, "asset.hash.jar");
        try (OutputStream file = Files.newOutputStream(directory.resolve("asset.hash.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry(declaration.isEmpty() ? "empty" : "META-INF/millrace/jobs.json"));
            jar.write(declaration.getBytes(StandardCharsets.UTF_8));
        }
        return DeploymentPlan.of(CloudAssembly.read(assembly.directory()).usualStage(), streams);
    }
}
