package io.millrace.infra;

import software.amazon.awscdk.RemovalPolicy;

/** What becomes of a stage's data when its stacks are deleted. */
enum Lifetime {
    /** Everything goes with its stack. */
    DISPOSABLE(RemovalPolicy.DESTROY, false),

    /** No stack can be deleted before its protection is lifted, and data outlives even that. */
    PERMANENT(RemovalPolicy.RETAIN, true);

    private final RemovalPolicy removalPolicy;
    private final boolean terminationProtection;

    Lifetime(RemovalPolicy removalPolicy, boolean terminationProtection) {
        this.removalPolicy = removalPolicy;
        this.terminationProtection = terminationProtection;
    }

    RemovalPolicy removalPolicy() {
        return removalPolicy;
    }

    boolean terminationProtection() {
        return terminationProtection;
    }
}
