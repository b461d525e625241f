package io.millrace.rehearsal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Rule;

/** The end of a deployment that has succeeded: deletes what was replaced, and what the template does not have any more. */
final class CleanUp {
    /** Type of the resource that starts and stops a job. */
    private static final String LIFECYCLE = "Custom::MillraceJobLifecycle";

    private final StackOperation operation;

    CleanUp(StackOperation operation) {
        this.operation = operation;
    }

    void run() {
        for (DeployedResource resource : operation.replaced) {
            if (resource.policies().retainsOnReplacement()) {
                operation.orphan(resource, true);
            }
        }
        operation.created.forEach(this::noteIfEmpty);
        if (operation.before != null) {
            operation.before.resources().values().stream()
                    .filter(resource -> !operation.resources.containsKey(resource.logicalId()))
                    .forEach(this::remove);
        }
    }

    private void remove(DeployedResource resource) {
        if (resource.policies().retainsOnDeletion()) {
            operation.orphan(resource, true);
            operation.change(resource, Kind.RETAINED);
            return;
        }
        operation.change(resource, Kind.DELETED);
        if (resource.type().isCustom()) {
            checkThatNothingIsUndone(resource);
        }
        if (resource.type().holdsState()) {
            operation.find(
                    resource.type().isLog() ? Rule.LOGS_DELETED : Rule.DELETED,
                    resource.logicalId(),
                    "%s would be deleted with its data, because the template does not have it any more; retain it with a DeletionPolicy in a release before"
                            .formatted(resource.type().name()));
        }
    }

    /** The function of a custom resource is called for its deletion last, after the new resources exist. */
    private void checkThatNothingIsUndone(DeployedResource deleted) {
        operation.created.stream()
                .filter(resource -> resource.type().name().equals(deleted.type().name()))
                .filter(resource -> withoutFunction(resource).equals(withoutFunction(deleted)))
                .filter(resource -> !isMovedLifecycle(resource, deleted))
                .forEach(resource -> operation.find(
                        Rule.UNDONE_LATER,
                        deleted.logicalId(),
                        "%s would be deleted after %s was created with the same properties, which may undo what that one did; keep the logical id, or let the function ignore the deletion"
                                .formatted(deleted.type().name(), resource.logicalId())));
    }

    /** The function of a lifecycle lets the job run on when only the lifecycle is deleted. */
    private static boolean isMovedLifecycle(DeployedResource created, DeployedResource deleted) {
        return deleted.type().name().equals(LIFECYCLE) && created.properties().equals(deleted.properties());
    }

    private static JsonNode withoutFunction(DeployedResource resource) {
        return resource.properties() instanceof ObjectNode properties
                ? properties.deepCopy().without("ServiceToken")
                : resource.properties();
    }

    private void noteIfEmpty(DeployedResource created) {
        if (created.type().holdsState() && operation.earlier(created.logicalId()) == null) {
            operation
                    .account
                    .formerly(operation.template.stackName(), created.logicalId())
                    .ifPresent(orphan -> operation.find(
                            Rule.CREATED_EMPTY,
                            created.logicalId(),
                            "%s is created empty; what it held before is in the orphaned '%s'; import that one to keep its data"
                                    .formatted(
                                            created.type().name(),
                                            orphan.resource().physicalId())));
        }
    }
}
