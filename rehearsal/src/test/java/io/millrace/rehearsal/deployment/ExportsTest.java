package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.export;
import static io.millrace.rehearsal.SmallRelease.importing;
import static io.millrace.rehearsal.SmallRelease.stackIn;
import static io.millrace.rehearsal.SmallRelease.stackOf;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static io.millrace.rehearsal.SmallRelease.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.StackArtifact;
import io.millrace.rehearsal.account.StackStatus;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final StackArtifact STATE = state(stream("Orders", ""), export("Orders"));
    private static final StackArtifact JOB = job(importing("Setting", "Orders"));
    private static final StackArtifact IDLE_JOB = job(stream("Own", ""));

    private final Deployments deployments = new Deployments();

    @Test
    void anExportInUseCannotBeRemoved() {
        deployments.succeed(stage(STATE, JOB));

        StageResult result = deployments.deploy(stage(state(stream("Orders", ""), ""), JOB));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "export 'Orders' must stay as it is while job imports it, but it would be removed; keep it, with"
                                + " exportValue() in a CDK stack, until no deployed stack imports it");
        assertThat(deployments.stack("state").status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(deployments.stack("state").exports()).containsKey("Orders");
    }

    /** The stack that exports is updated first, so removing both in one release is too early for the export. */
    @Test
    void anExportAndItsImportCannotBeRemovedTogether() {
        deployments.succeed(stage(STATE, JOB));

        StageResult result = deployments.deploy(stage(state(stream("Orders", ""), ""), IDLE_JOB));

        assertThat(Deployments.rules(result)).containsExactly(Rule.EXPORT_IN_USE);
    }

    @Test
    void anExportCanBeRemovedAfterItsImport() {
        deployments
                .succeed(stage(STATE, JOB))
                .succeed(stage(STATE, IDLE_JOB))
                .succeed(stage(state(stream("Orders", ""), ""), IDLE_JOB));
    }

    @Test
    void theValueOfAnExportInUseCannotChange() {
        deployments.succeed(stage(STATE, JOB));

        StageResult result =
                deployments.deploy(stage(state(stream("Orders", "'Name': 'orders'"), export("Orders")), JOB));

        assertThat(Deployments.rules(result)).containsExactly(Rule.REPLACED, Rule.EXPORT_IN_USE);
        assertThat(Deployments.sentences(result).get(1)).contains("but it would be changed");
    }

    /** Another stack comes first, and another region has an export of the same name. */
    @Test
    void anImportHasTheValueOfTheExport() {
        String orders = template(new String[] {stream("Orders", "'Name': '%s'")}, export("Orders"));
        deployments.succeed(stage(
                stackOf("first", template(new String[] {stream("Own", "")}, "")),
                stackIn("us-east-1", "state", orders.formatted("of-virginia")),
                stackOf("state", orders.formatted("of-ireland")),
                JOB));

        assertThat(deployments.resource("job", "Setting").properties().path("Description"))
                .hasToString("\"of-ireland\"");
    }

    @Test
    void anImportNeedsAnExport() {
        StageResult result = deployments.deploy(stage(state(stream("Orders", ""), ""), JOB));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "import must be an export of a deployed stack, got 'Orders'; deploy the stack that exports it before");
        assertThat(deployments.account.stack("eu-west-1", "job")).isEmpty();
        String output = "'Copy': {'Value': {'Fn::ImportValue': 'Orders'}}";
        assertThat(Deployments.rules(deployments.deploy(stage(state(stream("Orders", ""), output)))))
                .containsExactly(Rule.IMPORT_WITHOUT_EXPORT);
    }

    @Test
    void anOutputWithoutAnExportIsNoExport() {
        String output = "'OrdersOutput': {'Value': {'Ref': 'Orders'}}";
        deployments.succeed(stage(
                state(stream("Orders", ""), output),
                stackOf("other", template(new String[] {stream("Orders", "")}, output))));

        assertThat(deployments.stack("state").exports()).isEmpty();
        assertThat(deployments.stack("state").outputs()).containsOnlyKeys("OrdersOutput");
    }

    @Test
    void anImportOfAnotherRegionDoesNotHoldAnExport() {
        String template = template(new String[] {importing("Setting", "Orders"), stream("Orders", "")}, "");
        deployments.succeed(stage(STATE));
        deployments.succeed(stage(
                STATE,
                stackIn("us-east-1", "state", template(new String[] {stream("Orders", "")}, export("Orders"))),
                stackIn("us-east-1", "job", template, "state.us-east-1")));

        deployments.succeed(stage(
                state(stream("Orders", ""), ""),
                stackIn("us-east-1", "state", template(new String[] {stream("Orders", "")}, export("Orders"))),
                stackIn("us-east-1", "job", template, "state.us-east-1")));
    }

    @Test
    void twoStacksCannotExportOneName() {
        StageResult result = deployments.deploy(
                stage(STATE, stackOf("other", template(new String[] {stream("Orders", "")}, export("Orders")))));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "export must have a name of its own, but stack state exports 'Orders' already; rename it");
    }

    @Test
    void anOutputThatIsReferredToWithoutAnExportCanBeRemoved() {
        StackArtifact reader = stackOf(
                "job",
                template(
                        new String[] {
                            "'Setting': {'Type': 'AWS::Lambda::Function', 'Properties': {'Description': {'Fn::GetStackOutput':"
                                    + " {'StackName': 'state', 'OutputName': 'OrdersOutput'}}}}"
                        },
                        ""),
                "state");
        deployments.succeed(stage(STATE, reader));

        assertThat(deployments
                        .resource("job", "Setting")
                        .properties()
                        .path("Description")
                        .asText())
                .isEqualTo(deployments.resource("state", "Orders").physicalId());
        deployments.succeed(stage(state(stream("Orders", ""), ""), IDLE_JOB));
        assertThat(Deployments.rules(deployments.deploy(stage(state(stream("Orders", ""), ""), reader))))
                .containsExactly(Rule.IMPORT_WITHOUT_EXPORT);
    }

    private static StackArtifact state(String resource, String outputs) {
        return stackOf("state", template(new String[] {resource}, outputs));
    }

    private static StackArtifact job(String resource) {
        return stackOf("job", template(new String[] {resource}, ""), "state");
    }
}
