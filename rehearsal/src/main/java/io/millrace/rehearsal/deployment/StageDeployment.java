package io.millrace.rehearsal.deployment;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.account.Account;
import io.millrace.rehearsal.account.DeployedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A deployment of all stacks of a stage, {@code cdk deploy "<stage>/**"}. It ends at the first stack that fails. */
public final class StageDeployment {
    private StageDeployment() {}

    /**
     * Deploys a stage to an account.
     *
     * @param failure to inject, or null
     */
    public static StageResult deploy(Account account, Stage stage, @Nullable Failure failure) {
        List<StackResult> results = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (StackArtifact stack : DeploymentOrder.ofStacks(stage.stacks())) {
            StackResult result = new StackDeployment(account, stack, failure).run();
            results.add(result);
            findings.addAll(result.findings());
            if (!result.succeeded()) {
                return new StageResult(false, results, findings);
            }
        }
        findings.addAll(AccountQuotas.check(account));
        findings.addAll(leftBehind(account, stage));
        return new StageResult(true, results, findings);
    }

    private static List<Finding> leftBehind(Account account, Stage stage) {
        Set<String> named = stage.stacks().stream()
                .map(stack -> stack.template().stackName())
                .collect(Collectors.toSet());
        return account.stacks().stream()
                .map(DeployedStack::name)
                .filter(name -> !named.contains(name))
                .map(
                        name -> new Finding(
                                Rule.LEFT_BEHIND,
                                name,
                                "stack",
                                "stack is not in the assembly any more, but nobody deletes it: its resources run on and its imports block their exports; delete it with 'aws cloudformation delete-stack' when no rollback needs it"))
                .toList();
    }
}
