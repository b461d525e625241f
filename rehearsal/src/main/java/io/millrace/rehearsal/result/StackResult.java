package io.millrace.rehearsal.result;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the deployment of a stack has done.
 *
 * @param succeeded whether the stack is as its template says
 * @param changes of each resource, in the order of their execution
 */
public record StackResult(String stack, boolean succeeded, List<Change> changes, List<Finding> findings) {
    public StackResult {
        requireNonNull(stack, "stack is null");
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
    }

    /** Logical ids of the resources whose creation or update could fail. */
    public List<String> failurePoints() {
        return changes.stream()
                .filter(change -> change.kind().canFail())
                .map(Change::logicalId)
                .toList();
    }
}
