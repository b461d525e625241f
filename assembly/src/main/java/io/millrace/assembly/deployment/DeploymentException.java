package io.millrace.assembly.deployment;

import java.util.List;

/** A stage that cannot run on this machine. The message lists every reason. */
public final class DeploymentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeploymentException(String stage, List<String> violations) {
        super("stage %s cannot run here:%n- %s".formatted(stage, String.join("%n- ".formatted(), violations)));
    }
}
