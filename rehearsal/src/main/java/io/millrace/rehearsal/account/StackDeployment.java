package io.millrace.rehearsal.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.template.Template;
import io.millrace.rehearsal.account.Change.Kind;
import io.millrace.rehearsal.schema.ResourceType;
import io.millrace.rehearsal.schema.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One deployment of one stack, as the CDK CLI and CloudFormation do it.
 *
 * <p>Rules: "Update behaviors of stack resources", "Stack update rollback", "DeletionPolicy attribute", "UpdateReplacePolicy
 * attribute" and "Get exported outputs from a deployed stack" of the CloudFormation user guide, and {@code deployStack} of the
 * CDK CLI. Where CloudFormation would stop at the first refusal, this goes on to find all.
 */
final class StackDeployment {
    private final Account account;
    private final StackArtifact artifact;
    private final Template template;
    private final @Nullable Failure failure;
    private final Map<String, DeployedResource> resources = new LinkedHashMap<>();
    private final TemplateResolver resolver;
    private final List<Change> changes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    /** Created by this deployment, and undone by its rollback. */
    private final List<DeployedResource> created = new ArrayList<>();
    /** Replaced by this deployment, and deleted when it has succeeded. */
    private final List<DeployedResource> replaced = new ArrayList<>();

    private @Nullable DeployedStack before;

    /** @param failure to inject; it may be of another stack */
    StackDeployment(Account account, StackArtifact artifact, @Nullable Failure failure) {
        this.account = account;
        this.artifact = artifact;
        this.template = artifact.template();
        this.failure = failure != null && failure.stack().equals(template.stackName()) ? failure : null;
        this.resolver = new TemplateResolver(template, account, resources);
        this.before = account.stack(template.region(), template.stackName()).orElse(null);
    }

    StackResult run() {
        deleteFailedCreation();
        if (before != null && before.status() == StackStatus.UPDATE_ROLLBACK_FAILED) {
            find(
                    Rule.STACK_FAILED,
                    "status",
                    "stack must not be UPDATE_ROLLBACK_FAILED to be updated; continue its rollback with 'cdk rollback'");
        }
        if (findings.isEmpty() && before != null && isUnchanged(before)) {
            before.resources().values().forEach(resource -> change(resource, Kind.KEPT));
            return result(true);
        }
        findings.addAll(TemplateQuotas.check(template));
        Set<String> imports = resolver.imports();
        requireExports(imports);
        Optional<List<String>> order = DeploymentOrder.ofResources(template);
        if (order.isEmpty()) {
            find(
                    Rule.CIRCULAR_DEPENDENCY,
                    "Resources",
                    "resources must not depend on each other in a circle; break it");
        }
        if (isRefused() || order.isEmpty()) {
            // the change set cannot be created, so nothing has changed
            return result(false);
        }
        boolean injected = !order.get().stream().filter(resolver::isDeployed).allMatch(this::deploy);
        Map<String, String> exports = resolver.exports();
        if (!injected) {
            findings.addAll(ResourceQuotas.check(template.stackName(), resources.values()));
            checkExports(exports);
        }
        if (injected || isRefused()) {
            rollBack();
            return result(false);
        }
        StackStatus status = before == null ? StackStatus.CREATE_COMPLETE : StackStatus.UPDATE_COMPLETE;
        account.put(new DeployedStack(
                template, status, artifact.terminationProtection(), resources, resolver.outputs(), exports, imports));
        cleanUp();
        return result(true);
    }

    /** The CDK CLI deletes a stack whose creation failed, which it cannot update. */
    private void deleteFailedCreation() {
        if (before == null || !before.status().isCreationFailure()) {
            return;
        }
        if (before.terminationProtection()) {
            find(
                    Rule.TERMINATION_PROTECTION,
                    "status",
                    "stack must be deleted before it is created again, because it is %s, but termination protection refuses that; lift the protection, or set it only after the first success"
                            .formatted(before.status()));
            return;
        }
        for (DeployedResource resource : before.resources().values()) {
            if (resource.policies().retainsOnDeletion()) {
                account.add(new Orphan(template.stackName(), template.region(), resource, false));
            }
        }
        account.remove(before);
        before = null;
    }

    private boolean isUnchanged(DeployedStack stack) {
        return stack.template().equals(template) && stack.terminationProtection() == artifact.terminationProtection();
    }

    private void requireExports(Set<String> imports) {
        for (String name : imports) {
            if (account.exported(template.region(), name).isEmpty()) {
                find(
                        Rule.IMPORT_WITHOUT_EXPORT,
                        name,
                        "import must be an export of a deployed stack, got '%s'; deploy the stack that exports it before"
                                .formatted(name));
            }
        }
        for (TemplateResolver.StackOutput output : resolver.stackOutputs()) {
            if (account.output(output).isEmpty()) {
                find(
                        Rule.IMPORT_WITHOUT_EXPORT,
                        output.name(),
                        "output must be one of a deployed stack, got '%s' of %s; deploy that stack before"
                                .formatted(output.name(), output.stack()));
            }
        }
    }

    /** Deploys a resource; false when a failure is injected here. */
    private boolean deploy(String logicalId) {
        ResourceType type = ResourceTypes.of(template.type(logicalId));
        JsonNode properties = resolver.properties(logicalId);
        RemovalPolicies policies = RemovalPolicies.of(template.resource(logicalId));
        DeployedResource old = before == null ? null : before.resources().get(logicalId);
        boolean fails = failure != null && failure.logicalId().equals(logicalId);
        if (old == null) {
            return !fails && create(logicalId, type, properties, policies, Kind.CREATED);
        }
        if (!old.type().name().equals(type.name())) {
            find(
                    Rule.TYPE_CHANGED,
                    logicalId,
                    "type must stay %s, got '%s'; change the logical id as well"
                            .formatted(old.type().name(), type.name()));
        }
        if (old.properties().equals(properties)) {
            resources.put(logicalId, old.with(properties, policies));
            change(old, Kind.KEPT);
            return true;
        }
        if (fails) {
            return false;
        }
        Optional<String> replacing = type.replacedBy(old.properties(), properties)
                .or(() -> type.holdsState() ? type.perhapsReplacedBy(old.properties(), properties) : Optional.empty());
        return replacing.isPresent()
                ? replace(old, properties, policies, replacing.get())
                : update(old, properties, policies);
    }

    private boolean create(
            String logicalId, ResourceType type, JsonNode properties, RemovalPolicies policies, Kind kind) {
        Optional<String> name = type.physicalName(properties);
        Optional<String> owner = name.flatMap(chosen -> ownerOf(type, chosen));
        owner.ifPresent(other -> find(
                Rule.NAME_TAKEN,
                logicalId,
                "name of %s must be free, but '%s' belongs to %s; import or delete that one, or choose another name"
                        .formatted(type.name(), name.get(), other)));
        String physicalId = name.orElseGet(() -> account.generatedName(template.stackName(), logicalId));
        DeployedResource resource =
                new DeployedResource(logicalId, type, physicalId, name.isPresent(), properties, policies);
        if (owner.isEmpty()) {
            created.add(resource);
        }
        resources.put(logicalId, resource);
        change(resource, kind);
        return true;
    }

    /** Who has a name already: another resource of the account, or one that this deployment has just created. */
    private Optional<String> ownerOf(ResourceType type, String name) {
        return account.ownerOf(type, template.region(), name).or(() -> created.stream()
                .filter(other -> other.collidesWith(type, name))
                .map(other -> "%s of this stack".formatted(other.logicalId()))
                .findFirst());
    }

    private boolean update(DeployedResource old, JsonNode properties, RemovalPolicies policies) {
        UpdateRule.broken(old.type(), old.properties(), properties)
                .forEach(broken -> find(broken.rule(), old.logicalId(), broken.sentence()));
        DeployedResource resource = old.with(properties, policies);
        resources.put(old.logicalId(), resource);
        change(resource, Kind.UPDATED);
        return true;
    }

    private boolean replace(DeployedResource old, JsonNode properties, RemovalPolicies policies, String property) {
        if (old.isNamed() && old.type().physicalName(properties).equals(Optional.of(old.physicalId()))) {
            find(
                    Rule.NAMED_REPLACEMENT,
                    old.logicalId(),
                    "%s must change its name '%s' when a change of %s replaces it; choose another name"
                            .formatted(old.type().name(), old.physicalId(), property));
            resources.put(old.logicalId(), old.with(properties, policies));
            return true;
        }
        boolean retained = old.policies().retainsOnReplacement() && policies.retainsOnReplacement();
        if (old.type().holdsState()) {
            find(
                    isLog(old.type()) ? Rule.LOGS_DELETED : Rule.REPLACED,
                    old.logicalId(),
                    "%s would be replaced by an empty one, because %s changes; %s"
                            .formatted(
                                    old.type().name(),
                                    property,
                                    retained
                                            ? "the old one keeps its data, outside of the stack"
                                            : "the old one is deleted with its data"));
        }
        replaced.add(old.with(
                old.properties(), new RemovalPolicies(old.policies().deletion(), retained ? "Retain" : "Delete")));
        return create(
                old.logicalId(),
                old.type(),
                properties,
                policies,
                retained ? Kind.REPLACED_AND_RETAINED : Kind.REPLACED);
    }

    private void checkExports(Map<String, String> exports) {
        String region = template.region();
        for (String name : exports.keySet()) {
            account.exporter(region, name)
                    .filter(stack -> !stack.name().equals(template.stackName()))
                    .ifPresent(stack -> find(
                            Rule.EXPORT_TAKEN,
                            name,
                            "export must have a name of its own, but stack %s exports '%s' already; rename it"
                                    .formatted(stack.name(), name)));
        }
        if (before == null) {
            return;
        }
        before.exports().forEach((name, value) -> {
            List<String> importers = account.importers(region, name);
            if (!importers.isEmpty() && !value.equals(exports.get(name))) {
                find(
                        Rule.EXPORT_IN_USE,
                        name,
                        "export '%s' must stay as it is while %s import%s it, but it would be %s; keep it, with exportValue() in a CDK stack, until no deployed stack imports it"
                                .formatted(
                                        name,
                                        String.join(", ", importers),
                                        importers.size() == 1 ? "s" : "",
                                        exports.containsKey(name) ? "changed" : "removed"));
            }
        });
    }

    /** Undoes what the deployment has done so far. */
    private void rollBack() {
        DeployedStack old = before;
        if (old == null) {
            boolean failed = failure != null && failure.alsoOnRollback();
            Template empty = new Template(
                    template.stackName(), template.region(), JsonNodeFactory.instance.objectNode(), Map.of());
            account.put(new DeployedStack(
                    empty,
                    failed ? StackStatus.ROLLBACK_FAILED : StackStatus.ROLLBACK_COMPLETE,
                    artifact.terminationProtection(),
                    failed ? createdById() : Map.of(),
                    Map.of(),
                    Map.of(),
                    Set.of()));
            if (!failed) {
                undoCreations();
            }
            return;
        }
        boolean failed = failure != null && failure.alsoOnRollback();
        if (!isRefused()) {
            for (DeployedResource resource : resources.values()) {
                DeployedResource earlier = old.resources().get(resource.logicalId());
                if (earlier != null && earlier.physicalId().equals(resource.physicalId())) {
                    failed |= isRollbackRefused(resource, earlier);
                }
            }
        }
        account.put(old.with(
                failed ? StackStatus.UPDATE_ROLLBACK_FAILED : StackStatus.UPDATE_ROLLBACK_COMPLETE,
                artifact.terminationProtection()));
        undoCreations();
    }

    private Map<String, DeployedResource> createdById() {
        Map<String, DeployedResource> byId = new LinkedHashMap<>();
        created.forEach(resource -> byId.put(resource.logicalId(), resource));
        return byId;
    }

    private boolean isRollbackRefused(DeployedResource resource, DeployedResource earlier) {
        List<UpdateRule.Broken> broken = UpdateRule.broken(resource.type(), resource.properties(), earlier.properties())
                .filter(each -> each.rule() == Rule.UPDATE_REFUSED)
                .toList();
        broken.forEach(each -> find(
                Rule.ROLLBACK_REFUSED,
                resource.logicalId(),
                "update cannot be rolled back: %s".formatted(each.sentence())));
        return !broken.isEmpty();
    }

    private void undoCreations() {
        List<DeployedResource> retained = created.stream()
                .filter(resource -> resource.policies().retainsOnRollback())
                .toList();
        retained.forEach(resource -> account.add(new Orphan(template.stackName(), template.region(), resource, false)));
        if (!retained.isEmpty()) {
            find(
                    Rule.ORPHANED,
                    "rollback",
                    "what was just created is retained outside of the stack after the rollback: %s; DeletionPolicy RetainExceptOnCreate deletes it instead"
                            .formatted(String.join(
                                    ", ",
                                    retained.stream()
                                            .map(DeployedResource::logicalId)
                                            .toList())));
        }
    }

    /** Deletes what was replaced or is not in the template any more. */
    private void cleanUp() {
        for (DeployedResource resource : replaced) {
            if (resource.policies().retainsOnReplacement()) {
                account.add(new Orphan(template.stackName(), template.region(), resource, true));
            }
        }
        noteEmptyResources();
        if (before == null) {
            return;
        }
        for (DeployedResource resource : before.resources().values()) {
            if (resources.containsKey(resource.logicalId())) {
                continue;
            }
            if (resource.policies().retainsOnDeletion()) {
                account.add(new Orphan(template.stackName(), template.region(), resource, true));
                change(resource, Kind.RETAINED);
            } else {
                change(resource, Kind.DELETED);
                if (resource.type().isCustom()) {
                    checkThatNothingIsUndone(resource);
                }
                if (resource.type().holdsState()) {
                    find(
                            isLog(resource.type()) ? Rule.LOGS_DELETED : Rule.DELETED,
                            resource.logicalId(),
                            "%s would be deleted with its data, because the template does not have it any more; retain it with a DeletionPolicy in a release before"
                                    .formatted(resource.type().name()));
                }
            }
        }
    }

    /** The function of a custom resource is called for its deletion last, after the new resources exist. */
    private void checkThatNothingIsUndone(DeployedResource deleted) {
        created.stream()
                .filter(resource -> resource.type().name().equals(deleted.type().name()))
                .filter(resource -> withoutFunction(resource).equals(withoutFunction(deleted)))
                .forEach(resource -> find(
                        Rule.UNDONE_LATER,
                        deleted.logicalId(),
                        "%s would be deleted after %s was created with the same properties, which may undo what that one did; keep the logical id, or let the function ignore the deletion"
                                .formatted(deleted.type().name(), resource.logicalId())));
    }

    private static JsonNode withoutFunction(DeployedResource resource) {
        JsonNode properties = resource.properties().deepCopy();
        return properties instanceof ObjectNode object ? object.without("ServiceToken") : properties;
    }

    /** What a program has reported is no state that its next version needs. */
    private static boolean isLog(ResourceType type) {
        return type.name().equals("AWS::Logs::LogGroup");
    }

    private void noteEmptyResources() {
        for (DeployedResource resource : created) {
            if (resource.type().holdsState()
                    && (before == null || !before.resources().containsKey(resource.logicalId()))) {
                account.formerly(template.stackName(), resource.logicalId())
                        .ifPresent(orphan -> find(
                                Rule.CREATED_EMPTY,
                                resource.logicalId(),
                                "%s is created empty; what it held before is in the orphaned '%s'; import that one to keep its data"
                                        .formatted(
                                                resource.type().name(),
                                                orphan.resource().physicalId())));
            }
        }
    }

    private boolean isRefused() {
        return findings.stream().anyMatch(Finding::isRefusal);
    }

    private void find(Rule rule, String subject, String sentence) {
        findings.add(new Finding(rule, template.stackName(), subject, sentence));
    }

    private void change(DeployedResource resource, Kind kind) {
        changes.add(new Change(
                template.stackName(),
                resource.logicalId(),
                resource.type().name(),
                resource.type().holdsState(),
                kind));
    }

    private StackResult result(boolean succeeded) {
        return new StackResult(template.stackName(), succeeded, changes, findings);
    }
}
