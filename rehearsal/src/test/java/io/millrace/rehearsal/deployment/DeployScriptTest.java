package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.export;
import static io.millrace.rehearsal.SmallRelease.importing;
import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.stack;
import static io.millrace.rehearsal.SmallRelease.stackOf;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static io.millrace.rehearsal.SmallRelease.template;
import static io.millrace.rehearsal.SmallRelease.withTerminationProtection;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedStack;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import org.junit.jupiter.api.Test;

class DeployScriptTest {
    private static final String ORDERS = resource("Orders", "AWS::Kinesis::Stream", "", "Retain");
    private static final StackArtifact STATE = stackOf("state", template(new String[] {ORDERS}, export("Orders")));
    private static final StackArtifact JOB =
            stackOf("job", template(new String[] {importing("Setting", "Orders")}, ""), "state");
    private static final StackArtifact EMPTY_STATE = stackOf("state", template(new String[] {stream("Other", "")}, ""));

    private final AccountModel account = new AccountModel();

    @Test
    void anExportAndItsImportCanBeRemovedTogether() {
        deploy(stage(STATE, JOB));

        StageResult result = deploy(stage(EMPTY_STATE, stack("job", stream("Own", ""))));

        assertThat(result.succeeded()).as("%s", result.findings()).isTrue();
        assertThat(account.stack("eu-west-1", "state").orElseThrow().exports()).isEmpty();
        assertThat(account.orphans()).hasSize(1);
    }

    @Test
    void nothingIsDroppedWhileAStackIsLeftBehind() {
        deploy(stage(STATE, JOB));

        StageResult result = deploy(stage(EMPTY_STATE));

        assertThat(result.succeeded()).as("%s", result.findings()).isTrue();
        assertThat(Deployments.rules(result)).containsExactly(Rule.LEFT_BEHIND);
        assertThat(account.stack("eu-west-1", "state").orElseThrow().exports()).containsKey("Orders");
    }

    @Test
    void aFailedCreationOfAProtectedStackCanBeRepeated() {
        Stage stage = stage(withTerminationProtection(stack("shop", stream("One", ""), stream("Two", ""))));
        StageDeployment.deploy(account, stage, new Failure("shop", "Two", false), Procedure.DEPLOY_SCRIPT);

        assertThat(deploy(stage).succeeded()).isTrue();
        assertThat(account.stack("eu-west-1", "shop").orElseThrow().terminationProtection())
                .isTrue();
    }

    @Test
    void theProtectionOfACompleteStackStays() {
        StackArtifact two = withTerminationProtection(stack("two", stream("B", "")));
        deploy(stage(withTerminationProtection(stack("one", stream("A", ""))), two));

        Stage next = stage(withTerminationProtection(stack("one", stream("A", "'RetentionPeriodHours': 48"))), two);
        StageDeployment.deploy(account, next, new Failure("one", "A", false), Procedure.DEPLOY_SCRIPT);

        assertThat(account.stacks()).allMatch(DeployedStack::terminationProtection);
    }

    @Test
    void aStageThatDropsNoExportIsDeployedOnce() {
        deploy(stage(
                stackOf("state", template(new String[] {ORDERS}, "'OrdersOutput': {'Value': {'Ref': 'Orders'}}"))));

        assertThat(deploy(stage(EMPTY_STATE)).stacks()).hasSize(1);
    }

    private StageResult deploy(Stage stage) {
        return StageDeployment.deploy(account, stage, null, Procedure.DEPLOY_SCRIPT);
    }
}
