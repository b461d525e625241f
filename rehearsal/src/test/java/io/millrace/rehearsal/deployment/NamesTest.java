package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stack;
import static io.millrace.rehearsal.SmallRelease.stackIn;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static io.millrace.rehearsal.SmallRelease.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final String ORDERS = stream("Orders", "'Name': 'orders'");

    private final Deployments deployments = new Deployments();

    @Test
    void anotherStackMayHaveTheName() {
        StageResult result = deployments.deploy(stage(stack("one", ORDERS), stack("two", ORDERS)));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "name of AWS::Kinesis::Stream must be free, but 'orders' belongs to Orders of stack one; import or"
                                + " delete that one, or choose another name");
    }

    @Test
    void anOrphanMayHaveTheName() {
        deployments
                .succeed(shop(resource("Orders", "AWS::Kinesis::Stream", "'Name': 'orders'", "Retain")))
                .succeed(shop());

        StageResult result = deployments.deploy(shop(ORDERS));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "name of AWS::Kinesis::Stream must be free, but 'orders' belongs to the orphaned Orders that stack"
                                + " shop has retained; import or delete that one, or choose another name");
    }

    @Test
    void twoResourcesOfAStackCannotHaveOneName() {
        StageResult result = deployments.deploy(shop(ORDERS, stream("Copies", "'Name': 'orders'")));

        assertThat(Deployments.sentences(result))
                .containsExactly(
                        "name of AWS::Kinesis::Stream must be free, but 'orders' belongs to Orders of this stack; import or"
                                + " delete that one, or choose another name");
    }

    @Test
    void resourcesOfDifferentTypesCanHaveOneName() {
        deployments.succeed(shop(ORDERS, resource("Queue", "AWS::SQS::Queue", "'QueueName': 'orders'")));
    }

    @Test
    void generatedNamesAreFree() {
        deployments.succeed(stage(stack("one", stream("Orders", "")), stack("two", stream("Orders", ""))));
    }

    @Test
    void namesAreThoseOfARegionExceptOfBucketsAndRoles() {
        deployments.succeed(stage(
                stackIn("eu-west-1", "one", template(new String[] {ORDERS}, "")),
                stackIn("us-east-1", "one", template(new String[] {ORDERS}, ""))));

        StageResult result = deployments.deploy(stage(
                stackIn("eu-west-1", "roles", template(new String[] {role()}, "")),
                stackIn("us-east-1", "roles", template(new String[] {role()}, ""))));

        assertThat(Deployments.rules(result)).containsExactly(Rule.NAME_TAKEN);
    }

    @Test
    void namesOfOrphansAreThoseOfARegionExceptOfBucketsAndRoles() {
        String retained = resource("Orders", "AWS::Kinesis::Stream", "'Name': 'orders'", "Retain");
        String retainedRole = resource("Role", "AWS::IAM::Role", "'RoleName': 'jobs'", "Retain");
        deployments.succeed(shop(retained, retainedRole)).succeed(shop(stream("Copies", "'Name': 'copies'")));

        StageResult result = deployments.deploy(stage(
                stack("shop", stream("Copies", "'Name': 'copies'")),
                stackIn("us-east-1", "other", template(new String[] {ORDERS, role()}, ""))));

        assertThat(Deployments.sentences(result))
                .singleElement()
                .asString()
                .startsWith(
                        "name of AWS::IAM::Role must be free, but 'jobs' belongs to the orphaned Role that stack shop");
    }

    private static String role() {
        return resource("Role", "AWS::IAM::Role", "'RoleName': 'jobs'");
    }
}
