package io.millrace.rehearsal.deployment;

import io.millrace.assembly.StackArtifact;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.account.DeployedStack;
import io.millrace.rehearsal.account.StackStatus;
import io.millrace.rehearsal.quota.ResourceQuotas;
import io.millrace.rehearsal.quota.TemplateQuotas;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StackResult;
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
    private final AccountModel account;
    private final StackArtifact artifact;
    private final @Nullable Failure failure;

    /** @param failure to inject; it may be of another stack */
    StackDeployment(AccountModel account, StackArtifact artifact, @Nullable Failure failure) {
        this.account = account;
        this.artifact = artifact;
        this.failure =
                failure != null && failure.stack().equals(artifact.template().stackName()) ? failure : null;
    }

    StackResult run() {
        DeployedStack before = account.stack(
                        artifact.template().region(), artifact.template().stackName())
                .orElse(null);
        if (before != null && before.status().isCreationFailure() && !before.terminationProtection()) {
            deleteFailedCreation(before);
            before = null;
        }
        StackOperation operation = new StackOperation(account, artifact, before);
        if (before != null) {
            checkStatus(before, operation);
            if (!operation.isRefused() && isUnchanged(before)) {
                before.resources().values().forEach(resource -> operation.change(resource, Kind.KEPT));
                return operation.result(true);
            }
        }
        return deploy(operation);
    }

    /** The CDK CLI deletes a stack whose creation failed, because it cannot be updated. */
    private void deleteFailedCreation(DeployedStack stack) {
        StackOperation deletion = new StackOperation(account, artifact, stack);
        for (DeployedResource resource : stack.resources().values()) {
            if (resource.policies().retainsOnDeletion()) {
                deletion.orphan(resource, false);
            }
        }
        account.remove(stack);
    }

    private static void checkStatus(DeployedStack before, StackOperation operation) {
        if (before.status().isCreationFailure()) {
            operation.find(
                    Rule.TERMINATION_PROTECTION,
                    "status",
                    "stack must be deleted before it is created again, because it is %s, but termination protection refuses that; lift the protection, or set it only after the first success"
                            .formatted(before.status()));
        }
        if (before.status() == StackStatus.UPDATE_ROLLBACK_FAILED) {
            operation.find(
                    Rule.STACK_FAILED,
                    "status",
                    "stack must not be UPDATE_ROLLBACK_FAILED to be updated; continue its rollback with 'cdk rollback'");
        }
    }

    /** The CDK CLI skips a stack whose template has not changed. */
    private boolean isUnchanged(DeployedStack stack) {
        return stack.template().equals(artifact.template())
                && stack.terminationProtection() == artifact.terminationProtection();
    }

    private StackResult deploy(StackOperation operation) {
        TemplateResolver resolver = new TemplateResolver(artifact.template(), account, operation.resources);
        ExportRules exportRules = new ExportRules(operation);
        Set<String> imports = resolver.imports();
        operation.find(TemplateQuotas.check(artifact.template()));
        exportRules.checkImports(imports, resolver.stackOutputs());
        Optional<List<String>> order = DeploymentOrder.ofResources(artifact.template());
        if (order.isEmpty()) {
            operation.find(
                    Rule.CIRCULAR_DEPENDENCY,
                    "Resources",
                    "resources must not depend on each other in a circle; break it");
        }
        if (operation.isRefused() || order.isEmpty()) {
            // the change set cannot be created, so nothing has changed
            return operation.result(false);
        }
        ResourceDeployment resources = new ResourceDeployment(operation, resolver, failure);
        boolean failed = !order.get().stream().filter(resolver::isDeployed).allMatch(resources::deploy);
        Map<String, String> exports = resolver.exports();
        if (!failed) {
            operation.find(ResourceQuotas.check(artifact.template().stackName(), operation.resources.values()));
            exportRules.checkExports(exports);
        }
        if (failed || operation.isRefused()) {
            new Rollback(operation, failure != null && failure.alsoOnRollback()).run();
            return operation.result(false);
        }
        account.put(new DeployedStack(
                artifact.template(),
                operation.before == null ? StackStatus.CREATE_COMPLETE : StackStatus.UPDATE_COMPLETE,
                artifact.terminationProtection(),
                operation.resources,
                resolver.outputs(),
                exports,
                imports));
        new CleanUp(operation).run();
        return operation.result(true);
    }
}
