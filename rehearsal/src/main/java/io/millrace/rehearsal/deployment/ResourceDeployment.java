package io.millrace.rehearsal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.account.RemovalPolicies;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.schema.ResourceSchema;
import io.millrace.rehearsal.schema.ResourceSchemas;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, updates and replaces the resources of a stack. */
final class ResourceDeployment {
    private static final List<String> NESTED = List.of("TemplateURL", "Parameters");

    private final StackOperation operation;
    private final TemplateResolver resolver;
    private final @Nullable Failure failure;

    ResourceDeployment(StackOperation operation, TemplateResolver resolver, @Nullable Failure failure) {
        this.operation = operation;
        this.resolver = resolver;
        this.failure = failure;
    }

    /** A resource as the new template has it. */
    private record Wanted(String logicalId, ResourceSchema type, JsonNode properties, RemovalPolicies policies) {}

    /** Deploys a resource; false when a failure is injected here. */
    boolean deploy(String logicalId) {
        Wanted wanted = new Wanted(
                logicalId,
                ResourceSchemas.of(operation.template.type(logicalId)),
                resolver.properties(logicalId),
                RemovalPolicies.of(operation.template.resource(logicalId)));
        DeployedResource old = operation.earlier(logicalId);
        if (old != null && old.properties().equals(wanted.properties())) {
            requireType(old, wanted);
            operation.resources.put(logicalId, old.with(wanted.properties(), wanted.policies()));
            operation.change(old, Kind.KEPT);
            return true;
        }
        if (failure != null && failure.logicalId().equals(logicalId)) {
            return false;
        }
        if (old == null) {
            create(wanted, Kind.CREATED);
            return true;
        }
        requireType(old, wanted);
        replacing(old, wanted).ifPresentOrElse(property -> replace(old, wanted, property), () -> update(old, wanted));
        return true;
    }

    /** The property whose change replaces the resource; what only may replace a resource with state is taken to do so. */
    private static Optional<String> replacing(DeployedResource old, Wanted wanted) {
        ResourceSchema type = wanted.type();
        Optional<String> always = type.replacedBy(old.properties(), wanted.properties());
        return type.holdsState()
                ? always.or(() -> type.perhapsReplacedBy(old.properties(), wanted.properties()))
                : always;
    }

    private void requireType(DeployedResource old, Wanted wanted) {
        if (!old.type().name().equals(wanted.type().name())) {
            operation.find(
                    Rule.TYPE_CHANGED,
                    wanted.logicalId(),
                    "type must stay %s, got '%s'; change the logical id as well"
                            .formatted(old.type().name(), wanted.type().name()));
        }
    }

    private void create(Wanted wanted, Kind kind) {
        ResourceSchema type = wanted.type();
        Optional<String> name = type.physicalName(wanted.properties());
        Optional<String> owner = name.flatMap(chosen -> ownerOf(wanted, chosen));
        owner.ifPresent(other -> operation.find(
                Rule.NAME_TAKEN,
                wanted.logicalId(),
                "name of %s must be free, but '%s' belongs to %s; import or delete that one, or choose another name"
                        .formatted(type.name(), name.get(), other)));
        DeployedResource resource = new DeployedResource(
                wanted.logicalId(),
                type,
                name.orElseGet(
                        () -> operation.account.generatedName(operation.template.stackName(), wanted.logicalId())),
                name.isPresent(),
                wanted.properties(),
                wanted.policies());
        if (owner.isEmpty()) {
            operation.created.add(resource);
        }
        operation.resources.put(wanted.logicalId(), resource);
        operation.change(resource, kind);
    }

    /**
     * Who has a name already: another resource of the account, or one that this deployment has just created. One of this stack may
     * be there only if the wanted one is not, when that depends on an unknown value.
     */
    private Optional<String> ownerOf(Wanted wanted, String name) {
        boolean known = resolver.isKnown(wanted.logicalId());
        return operation
                .account
                .ownerOf(wanted.type(), operation.template.region(), name, stack -> known || !operation.isOf(stack))
                .or(() -> operation.created.stream()
                        .filter(other -> known && other.collidesWith(wanted.type(), name))
                        .map(other -> "%s of this stack".formatted(other.logicalId()))
                        .findFirst());
    }

    private void update(DeployedResource old, Wanted wanted) {
        List<UpdateRule.Broken> broken = UpdateRule.broken(old.type(), old.properties(), wanted.properties())
                .toList();
        broken.forEach(each -> operation.find(each.rule(), old.logicalId(), each.sentence()));
        changedNested(old, wanted)
                .ifPresent(property -> operation.find(
                        Rule.NESTED_CHANGED,
                        old.logicalId(),
                        "a nested stack would change its %s, and what that does to its resources is not rehearsed; see with 'cdk diff' that none with data is deleted or replaced"
                                .formatted(property)));
        boolean refused = broken.stream().anyMatch(each -> each.rule() == Rule.UPDATE_REFUSED);
        operation.resources.put(
                old.logicalId(), old.with(refused ? old.properties() : wanted.properties(), wanted.policies()));
        operation.change(old, Kind.UPDATED);
    }

    /** The property that changes what is in a nested stack. */
    private static Optional<String> changedNested(DeployedResource old, Wanted wanted) {
        return old.type().isNestedStack()
                ? NESTED.stream()
                        .filter(property -> !old.properties()
                                .path(property)
                                .equals(wanted.properties().path(property)))
                        .findFirst()
                : Optional.empty();
    }

    private void replace(DeployedResource old, Wanted wanted, String property) {
        if (old.isNamed() && old.type().physicalName(wanted.properties()).equals(Optional.of(old.physicalId()))) {
            operation.find(
                    Rule.NAMED_REPLACEMENT,
                    old.logicalId(),
                    "%s must change its name '%s' when a change of %s replaces it; choose another name"
                            .formatted(old.type().name(), old.physicalId(), property));
            operation.resources.put(old.logicalId(), old);
            return;
        }
        // which of the two templates counts is not documented
        boolean retained =
                old.policies().retainsOnReplacement() && wanted.policies().retainsOnReplacement();
        if (old.type().holdsState()) {
            operation.find(
                    old.type().isLog() ? Rule.LOGS_DELETED : Rule.REPLACED,
                    old.logicalId(),
                    "%s would be replaced by an empty one, because %s changes; %s"
                            .formatted(
                                    old.type().name(),
                                    property,
                                    retained
                                            ? "the old one keeps its data, outside of the stack"
                                            : "the old one is deleted with its data"));
        }
        operation.replaced.add(old.with(
                old.properties(), new RemovalPolicies(old.policies().deletion(), retained ? "Retain" : "Delete")));
        create(wanted, retained ? Kind.REPLACED_AND_RETAINED : Kind.REPLACED);
    }
}
