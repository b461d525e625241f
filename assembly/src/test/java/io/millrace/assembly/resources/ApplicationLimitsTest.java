package io.millrace.assembly.resources;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyFiles;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.service.ServiceQuotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service refuses is refused here, in the words of synthesis; which limits there are is tested with those. */
class ApplicationLimitsTest {
    private static final String TEMPLATE = """
            {'Resources': {'Billing': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
              'ApplicationName': 'billing',
              'RuntimeEnvironment': 'FLINK-1_20',
              'ApplicationDescription': 'bills',
              'Tags': [{'Key': 'team', 'Value': 'billing'}],
              'ApplicationConfiguration': {
                'ApplicationCodeConfiguration': {'CodeContent': {'S3ContentLocation': {
                  'BucketARN': 'arn:aws:s3:::assets-000000000000-us-east-1', 'FileKey': 'hash.jar'}}},
                'EnvironmentProperties': {'PropertyGroups': [
                  {'PropertyGroupId': 'Job', 'PropertyMap': {'name': 'billing'}}]},
                'FlinkApplicationConfiguration': {
                  'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': true,
                    'CheckpointInterval': 1000, 'MinPauseBetweenCheckpoints': 0},
                  'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM', 'Parallelism': 256,
                    'ParallelismPerKPU': 4}}}}}}}
            """;
    private static final String PLACE = "- stack shop: Resources.Billing.Properties: ";

    @TempDir
    private Path directory;

    @Test
    void whatTheServiceAcceptsIsPlanned() {
        assertThat(plan(TEMPLATE, ServiceQuotas.DEFAULT).applications()).hasSize(1);
    }

    @Test
    void everythingThatItRefusesIsReportedAtOnce() {
        String groups = IntStream.range(0, 51)
                .mapToObj("{'PropertyGroupId': 'g%d', 'PropertyMap': {'k': 'v'}}"::formatted)
                .collect(joining(","));
        String template = TEMPLATE.replace("'ApplicationName': 'billing'", "'ApplicationName': 'the billing'")
                .replace("'bills'", "'" + "x".repeat(1025) + "'")
                .replace("'team'", "'aws:team'")
                .replace("'PropertyMap': {'name': 'billing'}}", "'PropertyMap': {'name': ''}}," + groups)
                .replace("'CheckpointInterval': 1000", "'CheckpointInterval': 999")
                .replace("'Parallelism': 256", "'Parallelism': 300");

        assertThatThrownBy(() -> plan(template, ServiceQuotas.DEFAULT))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContainingAll(
                        PLACE + "application name must be 1 to 128 letters, digits, '_', '.' or '-', got 'the billing'",
                        PLACE + "description must have at most 1024 characters, got 1025; shorten it",
                        PLACE + "an application must have at most 50 property groups, got 52; merge some",
                        PLACE
                                + "property group 'Job': the value of 'name' must have 1 to 2048 characters, got 0; leave the key"
                                + " out",
                        PLACE + "a tag's key must have 1 to 128 characters and not start with 'aws:', got 'aws:team'",
                        PLACE + "parallelism must be 1 to 256, got 300",
                        PLACE
                                + "an application must take at most 64 KPUs, got 75; run more tasks on each, or raise quota"
                                + " L-3A88E041 and declare it with ServiceQuotas or --quota kpus=75",
                        PLACE + "checkpoint interval must be at least 1 second, got 'PT0.999S'");
    }

    @Test
    void aJarThatTheRuntimeDoesNotRunIsRefused() throws IOException {
        writeJar(Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\r\nMain-Class: Billing\r\n\r\n",
                "Billing.class",
                "\0\0\0\0\0\0\0" + (char) (17 + 44)));

        assertThatThrownBy(() -> plan(TEMPLATE, ServiceQuotas.DEFAULT))
                .hasMessageContaining(
                        PLACE + "the main class must run on Java 11, which FLINK-1_20 has, got 'Billing' for"
                                + " Java 17; compile the job with --release 11");
    }

    /** The service runs it, and the team may not know. */
    @Test
    void aJarThatLosesRecordsRunsWithAWarning() throws IOException {
        String sink = "org/apache/flink/connector/kafka/sink/KafkaSink";
        writeJar(Map.of(
                "Billing.class", sink, sink.replace("KafkaSink", "KafkaWriter$WriterCallback") + ".class", "submit"));

        assertThat(plan(TEMPLATE, ServiceQuotas.DEFAULT).notices())
                .contains("application billing may lose records: flink-connector-kafka must be 3.3.0 or newer, got an"
                        + " older one, whose KafkaSink loses records while the brokers do not answer (FLINK-35749)");
    }

    @Test
    void aClientThatDoesNotReadAnEndpointIsNamedWhenOneIsGiven() throws IOException {
        writeJar(Map.of("com/amazonaws/AmazonWebServiceClient.class", "client"));
        GivenValues endpoint = new GivenValues(
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("dynamodb", "http://localhost:8000"),
                Optional.empty());
        String notice = "application billing: its jar has an AWS SDK that does not read --endpoint; give its clients"
                + " the address in code, or use 2.28.1 or newer";

        assertThat(plan(TEMPLATE, ServiceQuotas.DEFAULT, endpoint).notices()).contains(notice);
        assertThat(plan(TEMPLATE, ServiceQuotas.DEFAULT).notices()).doesNotContain(notice);
    }

    @Test
    void aRaisedQuotaCounts() {
        String template = TEMPLATE.replace("'Parallelism': 256", "'Parallelism': 300");

        assertThat(plan(
                                template,
                                ServiceQuotas.builder()
                                        .kpus(75)
                                        .parallelism(300)
                                        .build())
                        .applications()
                        .get(0)
                        .parallelism())
                .isEqualTo(300);
    }

    @BeforeEach
    void writeJar() throws IOException {
        Files.writeString(directory.resolve("billing.jar"), "a jar");
    }

    private void writeJar(Map<String, String> entries) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(directory.resolve("billing.jar")))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(US_ASCII));
            }
        }
    }

    private DeploymentPlan plan(String template, ServiceQuotas quotas) {
        return plan(template, quotas, GivenValues.NONE);
    }

    private DeploymentPlan plan(String template, ServiceQuotas quotas, GivenValues given) {
        Path assembly =
                new AssemblyFiles(directory).oneStack(template, "billing.jar").directory();
        CloudAssembly read = CloudAssembly.read(assembly);
        return StagePlanner.plan(read, read.defaultStage(), quotas, given, Optional.empty());
    }
}
