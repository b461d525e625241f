package io.millrace.rehearsal.deployment;

import static java.util.Objects.requireNonNull;

/**
 * A failure to inject into a deployment.
 *
 * @param stack name of the stack that fails
 * @param logicalId the resource whose creation or update fails
 * @param alsoOnRollback whether undoing it fails, too
 */
public record Failure(String stack, String logicalId, boolean alsoOnRollback) {
    public Failure {
        requireNonNull(stack, "stack is null");
        requireNonNull(logicalId, "logicalId is null");
    }
}
