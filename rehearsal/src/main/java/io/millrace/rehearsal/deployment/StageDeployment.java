package io.millrace.rehearsal.deployment;

import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedStack;
import io.millrace.rehearsal.quota.AccountQuotas;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StackResult;
import io.millrace.rehearsal.result.StageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A deployment of all stacks of a stage, {@code cdk deploy "<stage>/**"}. It ends at the first stack that fails. */
public final class StageDeployment {
    private StageDeployment() {}

    /**
     * Deploys a stage to an account with {@code cdk deploy}.
     *
     * @param failure to inject, or null
     */
    public static StageResult deploy(AccountModel account, Stage stage, @Nullable Failure failure) {
        return deploy(account, stage, failure, Procedure.CDK_DEPLOY);
    }

    /**
     * Deploys a stage to an account.
     *
     * @param failure to inject, or null
     */
    public static StageResult deploy(
            AccountModel account, Stage stage, @Nullable Failure failure, Procedure procedure) {
        List<StackResult> results = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        boolean succeeded = true;
        for (Stage pass : passes(account, stage, procedure)) {
            succeeded = succeeded && deployOnce(account, pass, failure, results);
        }
        results.forEach(result -> findings.addAll(result.findings()));
        if (succeeded) {
            findings.addAll(AccountQuotas.check(account));
            findings.addAll(leftBehind(account, stage));
        }
        return new StageResult(succeeded, results, findings);
    }

    private static List<Stage> passes(AccountModel account, Stage stage, Procedure procedure) {
        if (procedure == Procedure.CDK_DEPLOY) {
            return List.of(stage);
        }
        DeployScript.liftProtection(account, stage);
        Stage widened = DeployScript.widened(account, stage);
        if (widened.equals(stage)) {
            return List.of(stage);
        }
        return leftBehind(account, stage).isEmpty() ? List.of(widened, stage) : List.of(widened);
    }

    private static boolean deployOnce(
            AccountModel account, Stage stage, @Nullable Failure failure, List<StackResult> results) {
        for (StackArtifact stack : DeploymentOrder.ofStacks(stage.stacks())) {
            StackResult result = new StackDeployment(account, stack, failure).run();
            results.add(result);
            if (!result.succeeded()) {
                return false;
            }
        }
        return true;
    }

    private static List<Finding> leftBehind(AccountModel account, Stage stage) {
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
