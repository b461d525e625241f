package io.millrace.rehearsal.deployment;

/** How a stage is deployed. */
public enum Procedure {
    /** {@code cdk deploy} alone. */
    CDK_DEPLOY,
    /**
     * {@code deploy/deploy}: lifts the termination protection of stacks whose creation has failed, and deploys stacks that drop
     * exports twice, first with what they have now. It drops nothing while a stack is left behind.
     */
    DEPLOY_SCRIPT
}
