package io.millrace.rehearsal.deployment;

import static io.millrace.rehearsal.SmallRelease.resource;
import static io.millrace.rehearsal.SmallRelease.stackIn;
import static io.millrace.rehearsal.SmallRelease.stackOf;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static io.millrace.rehearsal.SmallRelease.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.TemplateException;
import io.millrace.rehearsal.result.Rule;
import org.junit.jupiter.api.Test;

/** Conditions that hold, that do not, and that depend on a parameter whose value a rehearsal does not have. */
class ConditionsTest {
    private static final String HEAD =
            "{'Parameters': {'Size': {'Type': 'String'}}, 'Conditions': {'Big': {'Fn::Equals': [{'Ref': 'Size'}, 'big']},"
                    + " 'Small': {'Fn::Not': [{'Condition': 'Big'}]}, 'Always': {'Fn::Equals': ['a', 'a']},"
                    + " 'Never': {'Fn::Equals': ['a', 'b']}}, ";
    private static final String ORDERS = stream("Orders", "'Name': 'orders'");
    private static final String IMPORT = "{'Fn::ImportValue': 'shared-key'}";

    private final Deployments deployments = new Deployments();

    @Test
    void aResourceWithAnUnknownConditionCountsAsDeployed() {
        deployments.succeed(shop(on("Big", stream("Orders", "")), ""));

        assertThat(deployments.stack("shop").resources()).containsOnlyKeys("Orders");
        assertThat(Deployments.rules(deployments.deploy(shop(stream("Bills", ""), ""))))
                .containsExactly(Rule.DELETED);
    }

    @Test
    void aResourceWithAKnownConditionIsDeployedIfItHolds() {
        deployments.succeed(shop(on("Always", stream("Orders", "")) + "," + on("Never", stream("Bills", "")), ""));

        assertThat(deployments.stack("shop").resources()).containsOnlyKeys("Orders");
    }

    @Test
    void anOutputWithAnUnknownConditionIsThere() {
        String output = "'%1$s': {'Condition': '%1$s', 'Value': 'a', 'Export': {'Name': '%1$s'}}";
        deployments.succeed(shop(stream("Orders", ""), output.formatted("Big") + "," + output.formatted("Never")));

        assertThat(deployments.stack("shop").exports()).containsOnlyKeys("Big");
    }

    /** They exclude each other, which an unknown value does not show. */
    @Test
    void resourcesWithUnknownConditionsMayHaveOneName() {
        String few = on("Small", ORDERS.replace("Orders", "Few"));

        deployments.succeed(shop(on("Big", ORDERS) + "," + few, ""));
        new Deployments().succeed(shop(on("Big", ORDERS), "")).succeed(shop(on("Big", ORDERS) + "," + few, ""));

        String bills = stream("Bills", "'Name': 'bills'");
        assertThat(Deployments.rules(new Deployments()
                        .deploy(shop(bills + "," + on("Always", bills.replace("Bills", "Others")), ""))))
                .containsExactly(Rule.NAME_TAKEN);
    }

    @Test
    void theNameOfAResourceWithAnUnknownConditionMustBeFreeInOtherStacks() {
        deployments.succeed(stage(shop("one", ORDERS, "")));

        assertThat(Deployments.sentences(
                        deployments.deploy(stage(shop("one", ORDERS, ""), shop("two", on("Big", ORDERS), "")))))
                .singleElement()
                .asString()
                .contains("'orders' belongs to Orders of stack one;");
    }

    @Test
    void aStackOfThatNameInAnotherRegionIsAnotherStack() {
        String role = resource("Reader", "AWS::IAM::Role", "'RoleName': 'reader'");
        deployments.succeed(stage(stackIn("us-east-1", "shop", template(new String[] {role}, ""))));

        assertThat(Deployments.sentences(deployments.deploy(shop(on("Big", role), ""))))
                .singleElement()
                .asString()
                .contains("'reader' belongs to Reader of stack shop;");
    }

    @Test
    void theNameOfAResourceWithAnUnknownConditionMustNotBeThatOfAnOrphan() {
        String retained = resource("Orders", "AWS::Kinesis::Stream", "'Name': 'orders'", "Retain");
        deployments.succeed(shop(retained, "")).succeed(shop("", ""));

        assertThat(Deployments.sentences(deployments.deploy(shop(on("Big", retained), ""))))
                .singleElement()
                .asString()
                .contains("'orders' belongs to the orphaned Orders that stack shop has retained;");
    }

    @Test
    void aConditionThatIsNotInTheTemplateIsAMistake() {
        assertThatThrownBy(() -> deployments.deploy(shop(on("Bog", stream("Orders", "")), "")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Resources.Orders.Condition: the template has no condition 'Bog'");
    }

    @Test
    void anImportIsOneOfTheChosenBranch() {
        assertThat(Deployments.rules(deployments.deploy(choosing("Never", IMPORT, "'alias/aws/kinesis'"))))
                .isEmpty();
        assertThat(deployments.stack("shop").imports()).isEmpty();
        assertThat(Deployments.rules(deployments.deploy(choosing("Always", IMPORT, "'alias/aws/kinesis'"))))
                .containsExactly(Rule.IMPORT_WITHOUT_EXPORT);
        assertThat(Deployments.rules(deployments.deploy(choosing("Never", "'alias/aws/kinesis'", IMPORT))))
                .containsExactly(Rule.IMPORT_WITHOUT_EXPORT);
    }

    @Test
    void aChoiceWithinAChoiceIsFollowed() {
        String inner =
                "{'Fn::If': ['Never', %s, ['a', %s]]}".formatted(IMPORT, IMPORT.replace("shared-key", "other-key"));

        assertThat(Deployments.rules(deployments.deploy(choosing("Never", inner, "'a'"))))
                .isEmpty();
        assertThat(Deployments.sentences(deployments.deploy(choosing("Always", inner, "'b'"))))
                .singleElement()
                .asString()
                .contains("got 'other-key'");
    }

    @Test
    void whereTheChoiceIsUnknownBothBranchesCount() {
        assertThat(Deployments.sentences(
                        deployments.deploy(choosing("Big", IMPORT, IMPORT.replace("shared-key", "other-key")))))
                .anyMatch(sentence -> sentence.contains("got 'shared-key'"))
                .anyMatch(sentence -> sentence.contains("got 'other-key'"))
                .hasSize(2);
    }

    @Test
    void aNameThatDependsOnAnUnknownValueIsNoImport() {
        String output = "{'Fn::GetStackOutput': {'StackName': {'Ref': 'Size'}, 'OutputName': 'Key'}}";

        deployments.succeed(choosing("Always", IMPORT.replace("'shared-key'", "{'Fn::Sub': '${Size}-key'}"), "'a'"));
        deployments.succeed(choosing("Always", output, "'a'"));

        assertThat(deployments.stack("shop").imports()).isEmpty();
    }

    /** Two stacks of one template may have different values of its parameter. */
    @Test
    void aNameThatDependsOnAnUnknownValueIsNoExport() {
        String export = "'Key': {'Value': 'a', 'Export': {'Name': {'Fn::Sub': '${Size}-key'}}}";

        deployments.succeed(
                stage(shop("one", stream("Orders", ""), export), shop("two", stream("Orders", ""), export)));

        assertThat(deployments.stack("two").exports()).isEmpty();
        assertThat(deployments.stack("two").outputs()).containsEntry("Key", "a");
    }

    @Test
    void aBranchThatIsNotChosenDoesNotHoldAnExport() {
        String key = "'Key': {'Value': 'a', 'Export': {'Name': 'shared-key'}}";
        deployments.succeed(stage(
                stackOf("keys", template(new String[] {stream("Own", "")}, key)),
                choosing("Never", IMPORT, "'a'").stacks().get(0)));

        deployments.succeed(stage(stackOf("keys", template(new String[] {stream("Own", "")}, ""))));
    }

    private static Stage choosing(String condition, String then, String otherwise) {
        return shop(
                resource(
                        "Reader",
                        "AWS::Lambda::Function",
                        "'Description': {'Fn::If': ['%s', %s, %s]}".formatted(condition, then, otherwise)),
                "");
    }

    private static String on(String condition, String resource) {
        return resource.replaceFirst("\\{", "{'Condition': '%s', ".formatted(condition));
    }

    private static Stage shop(String resources, String outputs) {
        return stage(shop("shop", resources, outputs));
    }

    private static StackArtifact shop(String name, String resources, String outputs) {
        return stackOf(name, HEAD + "'Resources': {%s}, 'Outputs': {%s}}".formatted(resources, outputs));
    }
}
