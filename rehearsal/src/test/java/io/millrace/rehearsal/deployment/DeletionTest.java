package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stack;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.rehearsal.account.Orphan;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionTest {
    private static final String RETAINED = resource("Orders", "AWS::Kinesis::Stream", "", "Retain");

    private final Deployments deployments = new Deployments();

    @Test
    void dataIsLostWithAResourceThatIsNotRetained() {
        deployments.succeed(shop(stream("Orders", ""), resource("Role", "AWS::IAM::Role", "")));

        StageResult result = deployments.deploy(shop());

        assertThat(Deployments.kind(result, "Orders")).isEqualTo(Kind.DELETED);
        assertThat(Deployments.kind(result, "Role")).isEqualTo(Kind.DELETED);
        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "AWS::Kinesis::Stream would be deleted with its data, because the template does not have it"
                                + " any more; retain it with a DeletionPolicy in a release before");
    }

    /** The policy of the template that was deployed last counts, not that of the new one, which has none. */
    @Test
    void aRetainedResourceIsOrphaned() {
        deployments.succeed(shop(RETAINED));

        StageResult result = deployments.deploy(shop());

        assertThat(Deployments.kind(result, "Orders")).isEqualTo(Kind.RETAINED);
        assertThat(result.findings()).isEmpty();
        assertThat(deployments.account.orphans()).extracting(Orphan::hasServed).containsExactly(true);
    }

    @Test
    void aResourceThatReturnsIsEmpty() {
        deployments.succeed(shop(RETAINED)).succeed(shop());

        StageResult result = deployments.deploy(shop(RETAINED));

        assertThat(Deployments.sentences(result))
                .containsExactly("AWS::Kinesis::Stream is created empty; what it held before is in the orphaned"
                        + " 'shop-Orders-000000000001'; import that one to keep its data");
    }

    /** It has never been in service. */
    @Test
    void whatAFailedCreationHasLeftBehindHeldNothing() {
        deployments.fail(shop(RETAINED, stream("Later", "")), "shop", "Later");
        assertThat(deployments.account.orphans()).hasSize(1);

        assertThat(deployments.deploy(shop(RETAINED)).findings()).isEmpty();
    }

    @Test
    void aChangedPolicyAloneIsNoChangeOfTheResource() {
        deployments.succeed(shop(stream("Orders", "")));

        assertThat(Deployments.kind(deployments.deploy(shop(RETAINED)), "Orders"))
                .isEqualTo(Kind.KEPT);
        deployments.succeed(shop());
        assertThat(deployments.account.orphans()).hasSize(1);
    }

    @Test
    void deletedLogsAreToKnowOnly() {
        deployments.succeed(shop(resource("Logs", "AWS::Logs::LogGroup", "")));

        StageResult result = deployments.deploy(shop());

        assertThat(Deployments.kind(result, "Logs")).isEqualTo(Kind.DELETED);
        assertThat(Deployments.rules(result)).containsExactly(Rule.LOGS_DELETED);
    }

    /** The function would undo what it has just done for the new resource. */
    @Test
    void theDeletionOfARenamedCustomResourceComesAfterItsCreation() {
        String before = resource("Old", "Custom::Lifecycle", "'ServiceToken': 'one', 'Application': 'a'");
        deployments.succeed(shop(before, resource("Other", "Custom::Lifecycle", "'Application': 'b'")));

        String properties = "'ServiceToken': 'two', 'Application': 'a'";
        StageResult result = deployments.deploy(shop(
                resource("New", "Custom::Lifecycle", properties), resource("Unlike", "Custom::Report", properties)));

        assertThat(Deployments.rules(result)).containsExactly(Rule.UNDONE_LATER);
        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "Custom::Lifecycle would be deleted after New was created with the same properties, which may undo"
                                + " what that one did; keep the logical id, or let the function ignore the deletion");
    }

    /** Its function lets the job of an application that stays run on; an old function may not. */
    @ParameterizedTest
    @CsvSource({"one, 0", "two, 1"})
    void aRenamedLifecycleUndoesNothingIfItsFunctionIsTheSame(String function, int findings) {
        String properties = "'ServiceToken': '%s', 'ApplicationName': 'a'";
        deployments.succeed(shop(resource("Old", "Custom::MillraceJobLifecycle", properties.formatted("one"))));

        StageResult result = deployments.deploy(
                shop(resource("New", "Custom::MillraceJobLifecycle", properties.formatted(function))));

        assertThat(Deployments.rules(result)).hasSize(findings);
    }

    @Test
    void aStackThatTheAssemblyDoesNotHaveIsLeftBehind() {
        deployments.succeed(stage(stack("one", stream("A", "")), stack("two", stream("B", ""))));

        StageResult result = deployments.deploy(stage(stack("one", stream("A", ""))));

        assertThat(Deployments.rules(result)).containsExactly(Rule.LEFT_BEHIND);
        assertThat(deployments.stack("two").resources()).containsOnlyKeys("B");
    }
}
