package io.millrace.rehearsal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.Template;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedStack;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What {@code deploy/deploy} does besides {@code cdk deploy}, so that releases may drop exports and be repeated. */
final class DeployScript {
    private static final List<String> SECTIONS =
            List.of("Parameters", "Mappings", "Conditions", "Resources", "Outputs");

    private DeployScript() {}

    /** Lifts the termination protection of stacks that were never created completely, and hold nothing. */
    static void liftProtection(AccountModel account, Stage stage) {
        stage.stacks().stream()
                .flatMap(stack -> deployed(account, stack))
                .filter(stack -> stack.status().isCreationFailure())
                .toList()
                .forEach(stack -> account.put(stack.with(stack.status(), false)));
    }

    /** The stage whose stacks also keep what they have now, if they would drop an export. */
    static Stage widened(AccountModel account, Stage stage) {
        return new Stage(
                stage.name(),
                stage.stacks().stream().map(stack -> widened(account, stack)).toList(),
                stage.assets());
    }

    private static StackArtifact widened(AccountModel account, StackArtifact stack) {
        return deployed(account, stack)
                .map(DeployedStack::template)
                .filter(before -> !exportNames(stack.template()).containsAll(exportNames(before)))
                .map(before -> new StackArtifact(
                        stack.id(),
                        new Template(
                                stack.template().stackName(),
                                stack.template().region(),
                                union(before.root(), stack.template().root()),
                                stack.template().parameters()),
                        stack.dependencies(),
                        stack.terminationProtection()))
                .findFirst()
                .orElse(stack);
    }

    private static Stream<DeployedStack> deployed(AccountModel account, StackArtifact stack) {
        return account.stack(stack.template().region(), stack.template().stackName()).stream();
    }

    private static Set<JsonNode> exportNames(Template template) {
        return new HashSet<>(
                StreamSupport.stream(template.root().path("Outputs").spliterator(), false)
                        .map(output -> output.path("Export").path("Name"))
                        .filter(name -> !name.isMissingNode())
                        .toList());
    }

    private static JsonNode union(JsonNode before, JsonNode after) {
        ObjectNode union = after.deepCopy();
        for (String section : SECTIONS) {
            ObjectNode merged = JsonNodeFactory.instance.objectNode();
            Stream.of(before, after)
                    .flatMap(template -> template.path(section).properties().stream())
                    .forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
            if (!merged.isEmpty()) {
                union.set(section, merged);
            }
        }
        return union;
    }
}
