package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.rehearsal.account.StackStatus;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateRuleTest {
    private final Deployments deployments = new Deployments();

    @ParameterizedTest
    @ValueSource(strings = {"Custom::Lifecycle", "AWS::CloudFormation::CustomResource"})
    void theFunctionOfACustomResourceCannotChange(String type) {
        String one = resource("One", "AWS::Lambda::Function", "");
        String two = resource("Two", "AWS::Lambda::Function", "");
        deployments.succeed(shop(one, two, custom(type, "One")));

        StageResult result = deployments.deploy(shop(one, two, custom(type, "Two")));

        assertThat(Deployments.sentences(result))
                .containsExactly("ServiceToken of a custom resource must not change; change its logical id as well");
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @ParameterizedTest
    @CsvSource({"4,8,true", "4,9,false", "4,2,true", "5,2,false"})
    void shardsCanBeDoubledOrHalvedAtMost(int before, int after, boolean allowed) {
        deployments.succeed(shop(stream("Orders", "'ShardCount': " + before)));

        StageResult result = deployments.deploy(shop(stream("Orders", "'ShardCount': " + after)));

        assertThat(result.succeeded()).isEqualTo(allowed);
        if (!allowed) {
            assertThat(Deployments.sentences(result))
                    .containsExactly(
                            "ShardCount must be between half and twice %d, got '%d'; change it in several releases"
                                    .formatted(before, after));
        }
    }

    @Test
    void enhancedSnapshotsAreForEver() {
        String snapshots = "'ApplicationConfiguration': {'ApplicationSnapshotConfiguration': {'SnapshotMode': '%s'}}";
        deployments.succeed(shop(application(snapshots.formatted("ENHANCED_SNAPSHOTS"))));

        StageResult result = deployments.deploy(shop(application(snapshots.formatted("APPLICATION_SNAPSHOTS_LEGACY"))));

        assertThat(Deployments.rules(result)).containsExactly(Rule.UPDATE_REFUSED);
    }

    @Test
    void anEarlierMajorVersionCannotReadTheState() {
        deployments.succeed(shop(application("'RuntimeEnvironment': 'FLINK-2_2'")));

        StageResult result = deployments.deploy(shop(application("'RuntimeEnvironment': 'FLINK-1_20'")));

        assertThat(result.succeeded()).isTrue();
        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "RuntimeEnvironment must not go back to Flink 1, which cannot read the state of FLINK-2_2,"
                                + " got 'FLINK-1_20'; restore a snapshot from before");
    }

    @Test
    void aSnapshotFromBeforeIsTheWayBackToAnEarlierMajorVersion() {
        deployments.succeed(shop(application("'RuntimeEnvironment': 'FLINK-2_2'")));

        StageResult result = deployments.deploy(shop(application("'RuntimeEnvironment': 'FLINK-1_20',"
                + " 'RunConfiguration': {'ApplicationRestoreConfiguration': {'ApplicationRestoreType':"
                + " 'RESTORE_FROM_CUSTOM_SNAPSHOT', 'SnapshotName': 'before-flink-2'}}")));

        assertThat(result.findings()).isEmpty();
        assertThat(Deployments.kind(result, "Job")).isEqualTo(Kind.UPDATED);
    }

    @Test
    void aShorterRetentionDeletesWhatIsOlder() {
        deployments.succeed(
                shop(stream("Orders", "'RetentionPeriodHours': 168"), resource("Logs", "AWS::Logs::LogGroup", "")));

        StageResult result = deployments.deploy(
                shop(stream("Orders", ""), resource("Logs", "AWS::Logs::LogGroup", "'RetentionInDays': 30")));

        assertThat(Deployments.sentences(result))
                .containsExactly("what is older than 24 hours is deleted", "what is older than 30 days is deleted");
        assertThat(Deployments.rules(result)).containsOnly(Rule.SHORTER_RETENTION);
        assertThat(deployments.resource("shop", "Orders").properties()).isEmpty();
    }

    @Test
    void aRuleAppliesToItsTypeOnly() {
        String topic = resource(
                "Topic",
                "AWS::SNS::Topic",
                "'ServiceToken': '%1$s', 'ShardCount': %2$d, 'RetentionPeriodHours': %2$d, 'RetentionInDays': %2$d,"
                        + " 'RuntimeEnvironment': 'FLINK-%2$d_0', 'ApplicationConfiguration':"
                        + " {'ApplicationSnapshotConfiguration': {'SnapshotMode': '%3$s'}}");
        deployments.succeed(shop(topic.formatted("one", 9, "ENHANCED_SNAPSHOTS")));

        StageResult result = deployments.deploy(shop(topic.formatted("two", 1, "APPLICATION_SNAPSHOTS_LEGACY")));

        assertThat(Deployments.kind(result, "Topic")).isEqualTo(Kind.UPDATED);
        assertThat(result.findings()).isEmpty();
    }

    private static String custom(String type, String function) {
        return resource("Custom", type, "'ServiceToken': {'Fn::GetAtt': ['%s', 'Arn']}".formatted(function));
    }

    private static String application(String properties) {
        return resource("Job", "AWS::KinesisAnalyticsV2::Application", properties);
    }
}
