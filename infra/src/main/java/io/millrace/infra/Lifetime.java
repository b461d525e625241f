package io.millrace.infra;

import java.time.LocalTime;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;

/** How long the stacks of an environment live, and whether its data is deleted with them. */
enum Lifetime {
    /** The stacks are deleted the next night, with all their data. */
    UNTIL_NIGHT(RemovalPolicy.DESTROY, false),

    /** The stacks can be deleted at any time, with all their data. */
    DISPOSABLE(RemovalPolicy.DESTROY, false),

    /**
     * The stacks have termination protection, and their data is retained even when they are deleted. What a stack has created
     * is deleted again when its first deployment fails: it holds no data yet, and would block the name it has.
     */
    PERMANENT(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, true);

    private static final LocalTime NIGHT = LocalTime.of(1, 0);

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

    /** When an application's stack is deleted, in UTC. */
    Optional<LocalTime> endOfApplications() {
        return this == UNTIL_NIGHT ? Optional.of(NIGHT) : Optional.empty();
    }

    /** When the streams' stack is deleted, in UTC: after the applications' stacks, whose deletion takes up to an hour. */
    Optional<LocalTime> endOfState() {
        return endOfApplications().map(time -> time.plusHours(2));
    }
}
