package io.millrace.rehearsal;

import io.millrace.rehearsal.account.AccountModel;
import io.millrace.rehearsal.deployment.Failure;
import io.millrace.rehearsal.deployment.Procedure;
import io.millrace.rehearsal.deployment.StageDeployment;
import io.millrace.rehearsal.result.Finding;
import io.millrace.rehearsal.result.Rule;
import io.millrace.rehearsal.result.Rule.Severity;
import io.millrace.rehearsal.result.StackResult;
import io.millrace.rehearsal.result.StageResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deploys releases of a stage one after the other to a model of an account.
 *
 * <p>Each deployment is also played with a failure at each resource that it creates or updates, the rollback that follows, and
 * then twice more: the same deployment again, and the release before. The first of several releases is what the account has
 * already, so it has no failures.
 */
public final class Rehearsal {
    private final List<Release> releases;
    private final Procedure procedure;
    private final List<RehearsalReport.Step> steps = new ArrayList<>();
    private final Occurrences occurrences = new Occurrences();
    private int failures;

    private Rehearsal(List<Release> releases, Procedure procedure) {
        if (releases.isEmpty()) {
            throw new IllegalArgumentException("a rehearsal must have releases, got none; give it at least one");
        }
        this.releases = List.copyOf(releases);
        this.procedure = procedure;
    }

    /** Rehearses the first deployment of a stage. */
    public static RehearsalReport ofFirst(Release release) {
        return of(List.of(release));
    }

    /** Rehearses the deployment of the next release, and the rollback to the current one. */
    public static RehearsalReport ofForwardAndBack(Release current, Release next) {
        return of(List.of(current, next, current));
    }

    /** Rehearses releases in their order, each deployed with {@code cdk deploy}. */
    public static RehearsalReport of(List<Release> releases) {
        return of(releases, Procedure.CDK_DEPLOY);
    }

    /** Rehearses releases in their order. */
    public static RehearsalReport of(List<Release> releases, Procedure procedure) {
        return new Rehearsal(releases, procedure).play();
    }

    private RehearsalReport play() {
        AccountModel account = new AccountModel();
        Release former = null;
        for (Release release : releases) {
            int number = steps.size() + 1;
            AccountModel before = account.copy();
            StageResult result = StageDeployment.deploy(account, release.stage(), null, procedure);
            steps.add(new RehearsalReport.Step(number, release.name(), result));
            boolean isReturn = releases.subList(0, number - 1).contains(release);
            result.findings()
                    .forEach(finding -> occurrences.add("step " + number, isReturn ? onReturn(finding) : finding));
            if (former != null || releases.size() == 1) {
                fail(before, release, former, result);
            }
            former = release;
        }
        return new RehearsalReport(releases.get(0).stage().name(), steps, occurrences.all(), failures);
    }

    /** On the way back to a release, only what it never had is deleted: that has gone with the release that is given up. */
    private static Finding onReturn(Finding finding) {
        return finding.rule() == Rule.DELETED
                ? new Finding(Rule.DELETED_AGAIN, finding.stack(), finding.subject(), finding.sentence())
                : finding;
    }

    /** Fails at each resource that the deployment creates or updates. */
    private void fail(AccountModel before, Release release, @Nullable Release former, StageResult planned) {
        String step = "step %d, ".formatted(steps.size());
        Set<Finding> known = new HashSet<>(planned.findings());
        for (StackResult stack : planned.stacks()) {
            for (String logicalId : stack.failurePoints()) {
                failures++;
                AccountModel account = before.copy();
                Failure failure = new Failure(stack.stack(), logicalId, false);
                StageResult failed = StageDeployment.deploy(account, release.stage(), failure, procedure);
                String at = "after a failure at %s of %s".formatted(logicalId, stack.stack());
                note(failed, known, step + "failed", at);
                note(
                        StageDeployment.deploy(account.copy(), release.stage(), null, procedure),
                        known,
                        step + "repeated",
                        at);
                if (former != null) {
                    note(
                            StageDeployment.deploy(account.copy(), former.stage(), null, procedure),
                            known,
                            step + "back to " + former.name(),
                            at);
                }
            }
        }
    }

    /** Losses are those of the complete deployment, which are known already. */
    private void note(StageResult result, Set<Finding> known, String step, String at) {
        result.findings().stream()
                .filter(finding -> finding.rule().severity() != Severity.LOSS && !known.contains(finding))
                .forEach(finding -> occurrences.add(step, at, finding));
    }
}
