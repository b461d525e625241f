package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.importing;
import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stack;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static io.millrace.rehearsal.SmallRelease.withTerminationProtection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.assembly.Stage;
import io.millrace.rehearsal.account.StackStatus;
import io.millrace.rehearsal.result.Change;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import org.junit.jupiter.api.Test;

class RollbackTest {
    private static final Stage TWO = shop(stream("One", ""), stream("Two", ""));

    private final Deployments deployments = new Deployments();

    @Test
    void aFailedCreationLeavesAStackWithoutResourcesWhichTheNextDeploymentDeletes() {
        deployments.fail(TWO, "shop", "Two");

        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(deployments.stack("shop").resources()).isEmpty();
        deployments.succeed(TWO);
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void aFailedCreationIsDeletedAlsoIfTheNextOneIsRefused() {
        deployments.fail(TWO, "shop", "Two");

        deployments.deploy(shop(importing("Reader", "nothing")));

        assertThat(deployments.account.stacks()).isEmpty();
    }

    @Test
    void terminationProtectionIsSetBeforeACreationFailsAndThenRefusesItsDeletion() {
        Stage protectedStage = stage(withTerminationProtection(stack("shop", stream("One", ""), stream("Two", ""))));
        deployments.fail(protectedStage, "shop", "Two");

        StageResult result = deployments.deploy(protectedStage);

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "stack must be deleted before it is created again, because it is ROLLBACK_COMPLETE, but termination"
                                + " protection refuses that; lift the protection, or set it only after the first success");
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    }

    @Test
    void aRetainedResourceWithANameBlocksTheRepeatOfAFailedCreation() {
        Stage retaining = shop(resource("One", "AWS::Kinesis::Stream", "'Name': 'one'", "Retain"), stream("Two", ""));

        StageResult failed = deployments.fail(retaining, "shop", "Two");

        assertThat(Deployments.sentences(failed))
                .containsExactly("what was just created is retained outside of the stack after the rollback: One;"
                        + " DeletionPolicy RetainExceptOnCreate deletes it instead");
        assertThat(Deployments.rules(deployments.deploy(retaining))).contains(Rule.NAME_TAKEN);
    }

    @Test
    void retainExceptOnCreateDoesNotBlockTheRepeatButRetainsLater() {
        Stage retaining = shop(
                resource("One", "AWS::Kinesis::Stream", "'Name': 'one'", "RetainExceptOnCreate"), stream("Two", ""));
        deployments.fail(retaining, "shop", "Two");
        assertThat(deployments.account.orphans()).isEmpty();

        deployments.succeed(retaining).succeed(shop(stream("Two", "")));

        assertThat(deployments.account.orphans()).hasSize(1);
    }

    @Test
    void aFailedUpdateIsUndone() {
        deployments.succeed(shop(stream("One", "'RetentionPeriodHours': 24")));

        deployments.fail(
                shop(stream("One", "'RetentionPeriodHours': 48"), stream("Two", ""), stream("Three", "")),
                "shop",
                "Three");

        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(deployments.stack("shop").resources()).containsOnlyKeys("One");
        assertThat(deployments
                        .resource("shop", "One")
                        .properties()
                        .path("RetentionPeriodHours")
                        .asInt())
                .isEqualTo(24);
        deployments.succeed(TWO);
    }

    @Test
    void aReplacementThatFailsLaterKeepsTheOldResource() {
        deployments.succeed(shop(stream("One", "'Name': 'one'"), stream("Two", "")));

        deployments.fail(
                shop(stream("One", "'Name': 'new'"), stream("Two", "'RetentionPeriodHours': 48")), "shop", "Two");

        assertThat(deployments.resource("shop", "One").physicalId()).isEqualTo("one");
        assertThat(deployments.account.orphans()).isEmpty();
    }

    @Test
    void aStackWhoseRollbackFailedCannotBeUpdated() {
        deployments.succeed(shop(stream("One", "")));
        deployments.failAlsoOnRollback(TWO, "shop", "Two");
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);

        assertThat(Deployments.sentences(deployments.deploy(TWO)))
                .containsExactly(
                        "stack must not be UPDATE_ROLLBACK_FAILED to be updated; continue its rollback with 'cdk rollback'");
        assertThat(deployments.deploy(shop(stream("One", ""))).succeeded())
                .as("with the template that it has")
                .isFalse();
    }

    @Test
    void aCreationWhoseRollbackFailedIsDeletedAndRepeated() {
        Stage three =
                shop(resource("Kept", "AWS::Kinesis::Stream", "", "Retain"), stream("One", ""), stream("Two", ""));
        deployments.failAlsoOnRollback(three, "shop", "Two");
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.ROLLBACK_FAILED);
        assertThat(deployments.stack("shop").resources()).containsOnlyKeys("Kept", "One");

        deployments.succeed(three);

        assertThat(deployments.account.orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.resource().logicalId()).isEqualTo("Kept");
            assertThat(orphan.hasServed()).isFalse();
        });
    }

    /** The service does not go back from enhanced snapshots, so an update to them cannot be undone. */
    @Test
    void aRollbackThatTheServiceRefusesLeavesTheStackFailed() {
        deployments.succeed(shop(application("APPLICATION_SNAPSHOTS_LEGACY")));

        StageResult result =
                deployments.fail(shop(application("ENHANCED_SNAPSHOTS"), stream("Later", "")), "shop", "Later");

        assertThat(Deployments.rules(result)).containsExactly(Rule.ROLLBACK_REFUSED);
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
    }

    /** The update that was refused itself was not made, so there is nothing to undo. */
    @Test
    void aRefusedUpdateIsRolledBack() {
        deployments.succeed(shop(application("ENHANCED_SNAPSHOTS")));

        StageResult result = deployments.deploy(shop(application("APPLICATION_SNAPSHOTS_LEGACY")));

        assertThat(Deployments.rules(result)).containsExactly(Rule.UPDATE_REFUSED);
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        deployments.succeed(shop(application("ENHANCED_SNAPSHOTS")));
    }

    @Test
    void anUpdateThatCannotBeUndoneIsRefusedTogetherWithAnyRefusalOfItsStack() {
        deployments.succeed(shop(application("APPLICATION_SNAPSHOTS_LEGACY"), stream("One", "'ShardCount': 1")));

        StageResult result =
                deployments.deploy(shop(application("ENHANCED_SNAPSHOTS"), stream("One", "'ShardCount': 3")));

        assertThat(Deployments.rules(result)).containsExactly(Rule.UPDATE_REFUSED, Rule.ROLLBACK_REFUSED);
        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
    }

    /** The CDK CLI does not call CloudFormation for it. */
    @Test
    void aStackWhoseTemplateHasNotChangedIsSkipped() {
        StageResult result = deployments.succeed(TWO).deploy(TWO);

        assertThat(deployments.stack("shop").status()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(result.stacks().get(0).changes())
                .extracting(Change::logicalId, Change::kind)
                .containsExactly(tuple("One", Kind.KEPT), tuple("Two", Kind.KEPT));
    }

    /** A stack that exists is protected by the next deployment, though its template is the same. */
    @Test
    void terminationProtectionAloneIsAChange() {
        deployments.succeed(TWO);

        deployments.succeed(stage(withTerminationProtection(TWO.stacks().get(0))));

        assertThat(deployments.stack("shop").terminationProtection()).isTrue();
    }

    /** Its name still belongs to the other stack alone. */
    @Test
    void aRefusedCreationLeavesNoOrphan() {
        String one = resource("One", "AWS::Kinesis::Stream", "'Name': 'one'", "Retain");
        deployments.succeed(stage(stack("other", one)));

        StageResult result = deployments.deploy(stage(stack("other", one), stack("shop", one)));

        assertThat(Deployments.rules(result)).containsExactly(Rule.NAME_TAKEN);
        assertThat(deployments.account.orphans()).isEmpty();
    }

    @Test
    void aDeploymentEndsAtTheStackThatFails() {
        StageResult result =
                deployments.fail(stage(stack("one", stream("A", "")), stack("two", stream("B", ""))), "one", "A");

        assertThat(result.stacks()).hasSize(1);
        assertThat(deployments.account.stack("eu-west-1", "two")).isEmpty();
    }

    private static String application(String snapshots) {
        return resource(
                "Job",
                "AWS::KinesisAnalyticsV2::Application",
                "'ApplicationConfiguration': {'ApplicationSnapshotConfiguration': {'SnapshotMode': '%s'}}"
                        .formatted(snapshots));
    }
}
