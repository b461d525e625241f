package io.millrace.assembly.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.assembly.FileAsset;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.assembly.deployment.DeploymentException;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.assembly.template.GivenValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkApplicationTypeTest {
    /** An application with everything in it; a test changes one thing. */
    private static final String APPLICATION = """
            'Billing': {'Type': 'AWS::KinesisAnalyticsV2::Application', 'Properties': {
              'RuntimeEnvironment': 'FLINK-1_20',
              'ServiceExecutionRole': {'Fn::GetAtt': ['Role', 'Arn']},
              'ApplicationConfiguration': {
                'ApplicationCodeConfiguration': {'CodeContentType': 'ZIPFILE', 'CodeContent': {
                  'S3ContentLocation': {
                    'BucketARN': {'Fn::Join': ['', ['arn:', {'Ref': 'AWS::Partition'}, ':s3:::assets']]},
                    'FileKey': 'hash.jar'}}},
                'ApplicationSnapshotConfiguration': {'SnapshotsEnabled': true},
                'EnvironmentProperties': {'PropertyGroups': [
                  {'PropertyGroupId': 'orders', 'PropertyMap': {
                    'stream.name': 'orders', 'aws.region': {'Ref': 'AWS::Region'}}},
                  {'PropertyGroupId': 'refunds', 'PropertyMap': {'connector': 'kafka', 'topic': 'refunds'}}
                ]},
                'FlinkApplicationConfiguration': {
                  'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM', 'CheckpointingEnabled': true,
                    'CheckpointInterval': 10000, 'MinPauseBetweenCheckpoints': 1000},
                  'MonitoringConfiguration': {'ConfigurationType': 'CUSTOM', 'LogLevel': 'WARN'},
                  'ParallelismConfiguration': {'ConfigurationType': 'CUSTOM', 'Parallelism': 4, 'ParallelismPerKPU': 2,
                    'AutoScalingEnabled': false}}}}}
            """;

    private static final String ORDERS =
            "'Orders': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': 'orders', 'ShardCount': 1}}";

    @TempDir
    private Path directory;

    private Path jar = Path.of("");

    @BeforeEach
    void writeJar() throws IOException {
        jar = Files.writeString(directory.resolve("asset.hash.jar"), "a jar");
    }

    @Test
    void anApplicationHasTheTemplatesSettings() {
        assertThat(plan(APPLICATION).applications())
                .containsExactly(new ApplicationPlan(
                        "shop",
                        "Billing",
                        "shop-Billing",
                        "us-east-1",
                        "FLINK-1_20",
                        jar,
                        4,
                        2,
                        Optional.of(new Checkpoints(10_000, 1_000)),
                        true,
                        new Restore(true, false),
                        "WARN",
                        Map.of(
                                "orders", Map.of("stream.name", "orders", "aws.region", "us-east-1"),
                                "refunds", Map.of("connector", "kafka", "topic", "refunds"))));
        assertThat(plan(APPLICATION).notices()).isEmpty();
    }

    @Test
    void itsTopicsArePlannedOnce() {
        String second = APPLICATION.replace("'Billing'", "'Audit'");

        assertThat(plan(APPLICATION + "," + second).streams())
                .filteredOn(stream -> stream.backend() == StreamBackend.KAFKA)
                .containsExactly(new StreamPlan(
                        "shop", "refunds", "refunds", "us-east-1", StreamPlan.ON_DEMAND, 168, StreamBackend.KAFKA));
    }

    @Test
    void aTopicIsBoundByItsBrokersTooUnlessTheyAreOnThisMachine() {
        String groups = """
                {'PropertyGroupId': 'a', 'PropertyMap': {'topic': 'a', 'bootstrap.servers': 'b-1.msk.example:9098'}},
                {'PropertyGroupId': 'b', 'PropertyMap': {'topic': 'b', 'bootstrap.servers': 'localhost:9092,127.0.0.1:9093'}},
                {'PropertyGroupId': 'c', 'PropertyMap': {'topic': 'c'}},
                {'PropertyGroupId': 'd', 'PropertyMap': {'topic': 'd', 'bootstrap.servers': 'b-1.msk.example:9098',
                  'stream.name': 'orders'}},
                {'PropertyGroupId': 'refunds',""";

        assertThat(plan(APPLICATION.replace("{'PropertyGroupId': 'refunds',", groups))
                        .streams())
                .filteredOn(stream -> stream.backend() == StreamBackend.KAFKA)
                .extracting(StreamPlan::name)
                .containsExactly("a", "refunds");
    }

    @Test
    void streamsThatNoTemplateDeclaresArePlannedOnceWithTheApplicationsThatUseThem() {
        String second = APPLICATION
                .replace("'Billing'", "'Audit'")
                .replace(
                        "'stream.name': 'orders'",
                        "'stream.name': 'not a stream', 'stream.arn':"
                                + " 'arn:aws:kinesis:eu-west-1:111122223333:stream/audits'");

        DeploymentPlan plan = planned(APPLICATION + "," + second);

        assertThat(plan.streams())
                .filteredOn(stream -> stream.backend() == StreamBackend.KINESIS)
                .containsExactly(
                        new StreamPlan("shop", "orders", "orders", "us-east-1", StreamPlan.ON_DEMAND, 24),
                        new StreamPlan("shop", "audits", "audits", "us-east-1", StreamPlan.ON_DEMAND, 24));
        assertThat(plan.notices())
                .containsExactly(
                        "stream orders is in no template of the stage; here it is created with it, on demand",
                        "stream audits is in no template of the stage; here it is created with it, on demand");
    }

    @Test
    void streamsOfOtherAccountsAreTheStagesOfTheirNames() {
        String foreign = APPLICATION.replace(
                "'stream.name': 'orders'", "'stream.arn': 'arn:aws:kinesis:eu-west-1:%s:stream/%s', 'k': 'v'");
        String declared = foreign.formatted("111122223333", "orders");
        String imported = foreign.formatted("111122223333", "audits").replace("'Billing'", "'Audit'");
        String again = foreign.formatted("111122223333", "audits").replace("'Billing'", "'Again'");
        String another = foreign.formatted("444455556666", "audits").replace("'Billing'", "'Another'");

        DeploymentPlan plan = planned(String.join(",", declared, imported, again, another, ORDERS));

        assertThat(plan.streams())
                .filteredOn(stream -> stream.backend() == StreamBackend.KINESIS)
                .extracting(StreamPlan::name, StreamPlan::logicalId, StreamPlan::shards)
                .containsExactly(tuple("orders", "Orders", 1), tuple("audits", "audits", StreamPlan.ON_DEMAND));
        assertThat(plan.streams()
                        .get(0)
                        .isBoundBy(plan.applications().get(0).propertyGroups().getOrDefault("orders", Map.of())))
                .isTrue();
        assertThat(plan.notices())
                .containsExactly(
                        "stream arn:aws:kinesis:eu-west-1:111122223333:stream/orders is the stage's stream of the same name"
                                + " here; accounts and regions are one here",
                        "stream audits is in no template of the stage; here it is created with it, on demand",
                        "stream arn:aws:kinesis:eu-west-1:444455556666:stream/audits is the stage's stream of the same name"
                                + " here; accounts and regions are one here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'DeliveryStreamName': 'audits'"})
    void deliveryStreamsOfFirehoseAreNotStreams(String properties) {
        DeploymentPlan plan =
                planned("'Delivery': {'Type': 'AWS::KinesisFirehose::DeliveryStream', 'Properties': {%s}},"
                                .formatted(properties)
                        + APPLICATION.replace("'stream.name': 'orders'", "'stream.name': {'Ref': 'Delivery'}"));

        assertThat(plan.streams()).extracting(StreamPlan::name).containsExactly("refunds");
        assertThat(plan.applications().get(0).propertyGroups().getOrDefault("orders", Map.of()))
                .containsValue(properties.isEmpty() ? "shop-Delivery" : "audits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "two words", "arn:aws:firehose:us-east-1:111122223333:deliverystream/x"})
    void whatIsNoNameOfAStreamIsLeftToTheJob(String name) {
        DeploymentPlan plan = planned(
                APPLICATION.replace("'stream.name': 'orders'", "'stream.name': '%s', 'k': 'v'".formatted(name)));

        assertThat(plan.streams()).extracting(StreamPlan::name).containsExactly("refunds");
    }

    @Test
    void anApplicationIsReferredToByItsName() {
        assertThat(plan("'Probe': {'Type': 'AWS::Kinesis::Stream', 'Properties': {'Name': {'Ref': 'Billing'}}},"
                                + APPLICATION)
                        .streams())
                .extracting(StreamPlan::name)
                .containsExactly("orders", "shop-Billing", "refunds");
    }

    @Test
    void aSnapshotOnAwsIsReplacedByTheNewestOneHere() {
        String template = APPLICATION.replace(
                "'RuntimeEnvironment':",
                "'RunConfiguration': {'ApplicationRestoreConfiguration': {'ApplicationRestoreType':"
                        + " 'RESTORE_FROM_CUSTOM_SNAPSHOT'}}, 'RuntimeEnvironment':");

        assertThat(only(template).restore()).isEqualTo(new Restore(true, false));
        assertThat(plan(template).notices())
                .containsExactly("application shop-Billing restores a snapshot that is on AWS; here it restores its"
                        + " newest one");
    }

    @Test
    void defaultCheckpointsIgnoreTheirOtherProperties() {
        String template = APPLICATION.replace(
                "'CheckpointConfiguration': {'ConfigurationType': 'CUSTOM'",
                "'CheckpointConfiguration': {'ConfigurationType': 'DEFAULT'");

        assertThat(only(template).checkpoints()).contains(new Checkpoints(60_000, 5_000));
    }

    @Test
    void checkpointsCanBeOff() {
        String template = APPLICATION.replace("'CheckpointingEnabled': true", "'CheckpointingEnabled': false");

        assertThat(only(template).checkpoints()).isEmpty();
    }

    @Test
    void defaultParallelismIsOneAndScalesOnAwsOnly() {
        String template = APPLICATION.replaceAll(
                "'ParallelismConfiguration': \\{[^}]*}",
                "'ParallelismConfiguration': {'ConfigurationType': 'DEFAULT'}");

        assertThat(only(template).parallelism()).isEqualTo(1);
        assertThat(only(template).kpus()).isEqualTo(1);
        assertThat(plan(template).notices())
                .containsExactly("application shop-Billing scales itself on AWS; here its parallelism stays");
    }

    @Test
    void aRunConfigurationSaysWhatIsRestored() {
        String template = APPLICATION.replace(
                "'RuntimeEnvironment':",
                "'RunConfiguration': {'ApplicationRestoreConfiguration': {'ApplicationRestoreType':"
                        + " 'SKIP_RESTORE_FROM_SNAPSHOT'}, 'FlinkRunConfiguration': {'AllowNonRestoredState': true}},"
                        + " 'RuntimeEnvironment':");

        assertThat(only(template).restore()).isEqualTo(new Restore(false, true));
    }

    @Test
    void aRuntimeWhoseReleaseIsNotHereRunsOnTheNextWhichIsNoticed() {
        assertThat(plan(APPLICATION.replace("FLINK-1_20", "FLINK-1_15")).notices())
                .containsExactly("application shop-Billing runs on FLINK-1_18 here, not on FLINK-1_15");
        assertThat(plan(APPLICATION.replace("FLINK-1_20", "FLINK-2_2")).notices())
                .isEmpty();
    }

    @Test
    void aRuntimeThatIsNotHereOrNotOnAwsIsRefused() {
        assertRefused(
                APPLICATION.replace("FLINK-1_20", "FLINK-2_4"),
                "RuntimeEnvironment: must be a runtime whose Flink runs here (%s), got 'FLINK-2_4'; --application starts"
                                .formatted(LocalRuntime.ids())
                        + " others alone");
        assertRefused(APPLICATION.replace("FLINK-1_20", "FLINK-1_13"), "runtime must be one that AWS still supports");
    }

    @Test
    void whatIsNotAJarForFlinkIsRefusedByItsName() {
        assertRefused(
                APPLICATION.replace("FLINK-1_20", "ZEPPELIN-FLINK-3_0"),
                "RuntimeEnvironment: must be a Flink runtime such as FLINK-1_20, got 'ZEPPELIN-FLINK-3_0', which is for Studio notebooks; export the note"
                        + " as an application in Studio, or run its SQL with Flink's Table API; --application starts others"
                        + " alone");
        assertRefused(
                APPLICATION.replace("FLINK-1_20", "SQL-1_0"),
                "RuntimeEnvironment: must be a Flink runtime such as FLINK-1_20, got 'SQL-1_0', which AWS has discontinued; run the SQL with Flink's Table API;"
                        + " --application starts others alone");
        assertRefused(
                APPLICATION.replace("'RuntimeEnvironment'", "'ApplicationMode': 'INTERACTIVE', 'RuntimeEnvironment'"),
                "ApplicationMode: must be STREAMING, got 'INTERACTIVE', which is for Studio notebooks; export the note as an"
                        + " application in Studio, or run its SQL with Flink's Table API; --application starts others alone");
        assertRefused(
                APPLICATION.replace(
                        "'PropertyGroupId': 'refunds', 'PropertyMap': {",
                        "'PropertyGroupId': 'kinesis.analytics.flink.run.options', 'PropertyMap': {'python': 'a.py',"),
                "the code must be a jar, got a Python application (property group kinesis.analytics.flink.run.options),"
                        + " which does not run here: PyFlink needs a Python with the package apache-flink; --application"
                        + " starts others alone");
    }

    @Test
    void theCodeMustBeAJarThatIsThere() throws IOException {
        Files.delete(jar);
        assertRefused(
                APPLICATION, "file " + jar + " must exist; synthesise again, or give the jar with --jar Billing=FILE");

        Files.createDirectory(jar);
        assertRefused(
                APPLICATION,
                "the code must be one jar, got the directory " + jar + "; --jar Billing=FILE gives the jar");

        assertRefused(
                APPLICATION.replace("hash.jar", "other.jar"),
                "add these options with your values, or put them into millrace.local.json:\n"
                        + "    --jar Billing=FILE");
    }

    @Test
    void whatTheServiceCouldNotReadIsRefused() {
        assertRefused(
                APPLICATION.replace("FLINK-1_20", "flink"),
                "RuntimeEnvironment: must be a Flink runtime such as FLINK-2_2, got 'flink'");
        assertRefused(
                APPLICATION.replace("'PropertyGroupId': 'refunds'", "'PropertyGroupId': 'orders'"),
                "EnvironmentProperties: property group 'orders' must be there once");
        assertRefused(
                APPLICATION.replace("'Parallelism': 4", "'Parallelism': 'four'"),
                "ParallelismConfiguration.Parallelism: must be a number, got 'four'");
    }

    @Test
    void twoApplicationsOfOneNameAreRefused() {
        String name = "'RuntimeEnvironment': 'FLINK-1_20', 'ApplicationName': 'billing'";
        String named = APPLICATION.replace("'RuntimeEnvironment': 'FLINK-1_20'", name);

        assertRefused(
                named + "," + named.replace("'Billing'", "'Audit'"),
                "application billing must be declared once in the stage, got shop.Billing and shop.Audit");
    }

    @Test
    void anApplicationWhoseNameIsItsLogicalIdIsCalledSo() {
        String name = "'RuntimeEnvironment': 'FLINK-1_20', 'ApplicationName': 'Billing'";
        String named =
                APPLICATION.replace("'RuntimeEnvironment': 'FLINK-1_20'", name).replace("hash.jar", "other.jar");
        GivenValues given = new GivenValues(
                Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of("Billing", jar), Map.of(), Optional.empty());

        assertThat(SmallStage.plan(given, Map.of("shop", "{'Resources': {%s}}".formatted(named)))
                        .applications())
                .extracting(ApplicationPlan::name, ApplicationPlan::jar)
                .containsExactly(tuple("Billing", jar));
    }

    @Test
    void aNameThatNoDirectoryCanHaveIsRefused() {
        String name = "'RuntimeEnvironment': 'FLINK-1_20', 'ApplicationName': '..'";

        assertRefused(
                APPLICATION.replace("'RuntimeEnvironment': 'FLINK-1_20'", name),
                "ApplicationName: must not be '.' or '..', since a directory here has that name, got '..'");
    }

    private void assertRefused(String resources, String message) {
        assertThatThrownBy(() -> plan(resources))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(message);
    }

    private ApplicationPlan only(String resources) {
        DeploymentPlan plan = plan(resources);
        assertThat(plan.applications()).hasSize(1);
        return plan.applications().get(0);
    }

    private DeploymentPlan plan(String resources) {
        return planned(ORDERS + "," + resources);
    }

    private DeploymentPlan planned(String resources) {
        return SmallStage.plan(resources, new FileAsset(jar, "assets", "hash.jar"));
    }
}
