package io.millrace.rehearsal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.Stage;
import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.account.DeployedResource;
import io.millrace.rehearsal.account.DeployedStack;
import io.millrace.rehearsal.result.Change;
import io.millrace.rehearsal.result.Change.Kind;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.StageResult;
import java.util.List;
import java.util.Objects;

/** An account that small stages are deployed to. */
final class Deployments {
    final AccountModel account = new AccountModel();

    /** Deploys a stage, which must succeed without a finding other than a note. */
    Deployments succeed(Stage stage) {
        StageResult result = deploy(stage);
        assertThat(result.succeeded()).as("%s", result.findings()).isTrue();
        assertThat(result.findings()).noneMatch(finding -> finding.rule().severity() != Rule.Severity.NOTE);
        return this;
    }

    StageResult deploy(Stage stage) {
        return StageDeployment.deploy(account, stage, null);
    }

    StageResult fail(Stage stage, String stack, String logicalId) {
        StageResult result = StageDeployment.deploy(account, stage, new Failure(stack, logicalId, false));
        assertThat(result.succeeded()).isFalse();
        return result;
    }

    StageResult failAlsoOnRollback(Stage stage, String stack, String logicalId) {
        return StageDeployment.deploy(account, stage, new Failure(stack, logicalId, true));
    }

    DeployedStack stack(String name) {
        return account.stack("eu-west-1", name).orElseThrow();
    }

    DeployedResource resource(String stack, String logicalId) {
        return Objects.requireNonNull(stack(stack).resources().get(logicalId));
    }

    static List<Rule> rules(StageResult result) {
        return result.findings().stream().map(Finding::rule).toList();
    }

    static List<String> sentences(StageResult result) {
        return result.findings().stream().map(Finding::sentence).toList();
    }

    static Kind kind(StageResult result, String logicalId) {
        return result.stacks().stream()
                .flatMap(stack -> stack.changes().stream())
                .filter(change -> change.logicalId().equals(logicalId))
                .map(Change::kind)
                .findFirst()
                .orElseThrow();
    }
}
