package io.millrace.rehearsal.deployment;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.assembly.template.Template;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.account.DeployedStack;
import io.millrace.rehearsal.account.StackStatus;
import io.millrace.rehearsal.result.Rule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Undoes what a deployment has done until it failed. */
final class Rollback {
    private final StackOperation operation;
    private final boolean fails;

    /** @param fails whether a failure is injected */
    Rollback(StackOperation operation, boolean fails) {
        this.operation = operation;
        this.fails = fails;
    }

    void run() {
        if (operation.before == null) {
            rollBackCreation();
        } else {
            rollBackUpdate(operation.before);
        }
    }

    private void rollBackCreation() {
        Template template = operation.template;
        operation.account.put(new DeployedStack(
                new Template(template.stackName(), template.region(), JsonNodeFactory.instance.objectNode(), Map.of()),
                fails ? StackStatus.ROLLBACK_FAILED : StackStatus.ROLLBACK_COMPLETE,
                operation.artifact.terminationProtection(),
                fails ? operation.created.stream().collect(toMap(DeployedResource::logicalId, identity())) : Map.of(),
                Map.of(),
                Map.of(),
                Set.of()));
        if (!fails) {
            undoCreations();
        }
    }

    private void rollBackUpdate(DeployedStack before) {
        boolean failed = fails;
        for (DeployedResource resource : operation.resources.values()) {
            DeployedResource earlier = before.resources().get(resource.logicalId());
            if (earlier != null && earlier.physicalId().equals(resource.physicalId())) {
                failed |= isRefused(resource, earlier);
            }
        }
        operation.account.put(before.with(
                failed ? StackStatus.UPDATE_ROLLBACK_FAILED : StackStatus.UPDATE_ROLLBACK_COMPLETE,
                operation.artifact.terminationProtection()));
        undoCreations();
    }

    /** Whether the update back to the earlier properties is refused. */
    private boolean isRefused(DeployedResource resource, DeployedResource earlier) {
        List<UpdateRule.Broken> broken = UpdateRule.broken(resource.type(), resource.properties(), earlier.properties())
                .filter(each -> each.rule() == Rule.UPDATE_REFUSED)
                .toList();
        broken.forEach(each -> operation.find(
                Rule.ROLLBACK_REFUSED,
                resource.logicalId(),
                "update cannot be rolled back: %s".formatted(each.sentence())));
        return !broken.isEmpty();
    }

    private void undoCreations() {
        List<DeployedResource> retained = operation.created.stream()
                .filter(resource -> resource.policies().retainsOnRollback())
                .toList();
        retained.forEach(resource -> operation.orphan(resource, false));
        if (!retained.isEmpty()) {
            operation.find(
                    Rule.ORPHANED,
                    "rollback",
                    "what was just created is retained outside of the stack after the rollback: %s; DeletionPolicy RetainExceptOnCreate deletes it instead"
                            .formatted(retained.stream()
                                    .map(DeployedResource::logicalId)
                                    .collect(joining(", "))));
        }
    }
}
