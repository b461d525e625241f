package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.Stage;
import io.millrace.rehearsal.account.StackStatus;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.StageResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest {
    private final Deployments deployments = new Deployments();

    @Test
    void aCreateOnlyPropertyReplacesTheResourceAndItsDataIsLost() {
        deployments.succeed(shop(stream("Orders", "'Name': 'one'")));

        StageResult result = deployments.deploy(shop(stream("Orders", "'Name': 'two'")));

        assertThat(result.succeeded()).isTrue();
        assertThat(Deployments.kind(result, "Orders")).isEqualTo(Kind.REPLACED);
        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "AWS::Kinesis::Stream would be replaced by an empty one, because Name changes; the old one is deleted"
                                + " with its data");
        assertThat(deployments.account.orphans()).isEmpty();
    }

    @Test
    void anotherPropertyUpdatesItInPlace() {
        deployments.succeed(shop(stream("Orders", "'Name': 'one', 'RetentionPeriodHours': 24")));
        String before = deployments.resource("shop", "Orders").physicalId();

        StageResult result = deployments.deploy(shop(stream("Orders", "'Name': 'one', 'RetentionPeriodHours': 48")));

        assertThat(Deployments.kind(result, "Orders")).isEqualTo(Kind.UPDATED);
        assertThat(deployments.resource("shop", "Orders").physicalId()).isEqualTo(before);
    }

    /** With all that a stream can have besides: its records stay, forward and back. */
    @Test
    void theModeOfAStreamIsChangedInPlace() {
        String provisioned = "'Name': 'one', 'StreamModeDetails': {'StreamMode': 'PROVISIONED'}, 'ShardCount': 4";
        String onDemand = "'Name': 'one', 'StreamModeDetails': {'StreamMode': 'ON_DEMAND'}, 'WarmThroughputMiBps': 50,"
                + " 'MaxRecordSizeInKiB': 10240, 'DesiredShardLevelMetrics': ['ALL']";
        deployments.succeed(shop(stream("Orders", provisioned)));
        String before = deployments.resource("shop", "Orders").physicalId();

        for (String next : List.of(onDemand, provisioned)) {
            StageResult result = deployments.deploy(shop(stream("Orders", next)));

            assertThat(result.succeeded()).isTrue();
            assertThat(Deployments.kind(result, "Orders")).isEqualTo(Kind.UPDATED);
            assertThat(Deployments.sentences(result)).isEmpty();
            assertThat(deployments.resource("shop", "Orders").physicalId()).isEqualTo(before);
        }
    }

    /** The schema says only that it may, so a resource with state is taken to be replaced, and another one is not. */
    @Test
    void aPropertyThatMayReplaceDoesIfTheResourceHoldsState() {
        String cache = resource("Cache", "AWS::ElastiCache::CacheCluster", "'NumCacheNodes': %d");
        deployments.succeed(shop(cache.formatted(1)));

        assertThat(Deployments.kind(deployments.deploy(shop(cache.formatted(2))), "Cache"))
                .isEqualTo(Kind.REPLACED);
    }

    @Test
    void theRuntimeOfAnApplicationIsUpdatedInPlace() {
        deployments.succeed(shop(application("FLINK-1_20")));

        assertThat(Deployments.kind(deployments.deploy(shop(application("FLINK-2_2"))), "Job"))
                .isEqualTo(Kind.UPDATED);
    }

    /** The name of the group is a create-only property of the stream of logs. */
    @Test
    void whatRefersToAReplacedResourceIsReplacedIfThePropertyIsCreateOnly() {
        String logStream =
                resource("Stream", "AWS::Logs::LogStream", "'LogGroupName': {'Ref': 'Group'}, 'LogStreamName': 'jobs'");
        deployments.succeed(shop(resource("Group", "AWS::Logs::LogGroup", "'LogGroupName': 'one'"), logStream));

        StageResult result =
                deployments.deploy(shop(resource("Group", "AWS::Logs::LogGroup", "'LogGroupName': 'two'"), logStream));

        assertThat(Deployments.kind(result, "Stream")).isEqualTo(Kind.REPLACED);
        assertThat(deployments.resource("shop", "Stream").physicalId()).isEqualTo("two|jobs");
    }

    @ParameterizedTest
    @CsvSource({"Retain,Retain,1", "Retain,Delete,0", "Delete,Retain,0"})
    void theOldResourceStaysOnlyIfBothTemplatesRetainIt(String before, String after, int orphans) {
        deployments.succeed(shop(resource("Orders", "AWS::Kinesis::Stream", "'Name': 'one'", before)));

        deployments.deploy(shop(resource("Orders", "AWS::Kinesis::Stream", "'Name': 'two'", after)));

        assertThat(deployments.account.orphans()).hasSize(orphans);
    }

    @Test
    void aResourceWithAChosenNameCannotBeReplacedUnderIt() {
        Stage standard = shop(resource("Queue", "AWS::SQS::Queue", "'QueueName': 'q'"));
        deployments.succeed(standard);

        StageResult result =
                deployments.deploy(shop(resource("Queue", "AWS::SQS::Queue", "'QueueName': 'q', 'FifoQueue': true")));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "AWS::SQS::Queue must change its name 'q' when a change of FifoQueue replaces it; choose another name");
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        deployments.succeed(standard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'DelaySeconds': 1"})
    void theTypeOfALogicalIdCannotChange(String properties) {
        deployments.succeed(shop(stream("Orders", "")));

        StageResult result = deployments.deploy(shop(resource("Orders", "AWS::SQS::Queue", properties)));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "type must stay AWS::Kinesis::Stream, got 'AWS::SQS::Queue'; change the logical id as well");
    }

    private static String application(String runtime) {
        return resource("Job", "AWS::KinesisAnalyticsV2::Application", "'RuntimeEnvironment': '%s'".formatted(runtime));
    }
}
