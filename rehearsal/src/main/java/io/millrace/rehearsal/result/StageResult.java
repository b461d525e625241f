package io.millrace.rehearsal.result;

import java.util.List;

/**
 * What the deployment of a stage has done.
 *
 * @param succeeded whether all stacks are as their templates say
 * @param stacks those that were deployed, in order; the last one has failed if the stage has
 */
public record StageResult(boolean succeeded, List<StackResult> stacks, List<Finding> findings) {
    public StageResult {
        stacks = List.copyOf(stacks);
        findings = List.copyOf(findings);
    }
}
