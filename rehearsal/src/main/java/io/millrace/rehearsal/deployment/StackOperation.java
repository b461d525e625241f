package io.millrace.rehearsal.deployment;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.template.Template;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.account.DeployedStack;
import io.millrace.rehearsal.account.Orphan;
import io.millrace.rehearsal.result.Change;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StackResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a stack's creation or update while it runs. */
final class StackOperation {
    final AccountModel account;
    final StackArtifact artifact;
    final Template template;
    /** The stack before; null when it is created. */
    final @Nullable DeployedStack before;
    /** The resources of the new template that were deployed so far. */
    final Map<String, DeployedResource> resources = new LinkedHashMap<>();
    /** Those that did not exist before. */
    final List<DeployedResource> created = new ArrayList<>();
    /** Those that another one has replaced. */
    final List<DeployedResource> replaced = new ArrayList<>();

    private final List<Change> changes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    StackOperation(AccountModel account, StackArtifact artifact, @Nullable DeployedStack before) {
        this.account = account;
        this.artifact = artifact;
        this.template = artifact.template();
        this.before = before;
    }

    /** Whether it creates or updates a stack. */
    boolean isOf(DeployedStack stack) {
        return stack.name().equals(template.stackName()) && stack.region().equals(template.region());
    }

    /** The resource before; null when there was none. */
    @Nullable
    DeployedResource earlier(String logicalId) {
        return before == null ? null : before.resources().get(logicalId);
    }

    void find(Rule rule, String subject, String sentence) {
        findings.add(new Finding(rule, template.stackName(), subject, sentence));
    }

    void find(List<Finding> more) {
        findings.addAll(more);
    }

    void change(DeployedResource resource, Kind kind) {
        changes.add(new Change(
                template.stackName(),
                resource.logicalId(),
                resource.type().name(),
                resource.type().holdsState(),
                kind));
    }

    /** Leaves a resource in the account, outside of the stack. */
    void orphan(DeployedResource resource, boolean hasServed) {
        account.add(new Orphan(template.stackName(), template.region(), resource, hasServed));
    }

    boolean isRefused() {
        return findings.stream().anyMatch(Finding::isRefusal);
    }

    StackResult result(boolean succeeded) {
        return new StackResult(template.stackName(), succeeded, changes, findings);
    }
}
