package io.millrace.infra;

import java.time.LocalTime;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;

/** How long the stacks of an environment live, and what becomes of its data when they are deleted. */
enum Lifetime {
    /** Until the next night; everything goes with its stack. */
    UNTIL_NIGHT(RemovalPolicy.DESTROY, false),

    /** As long as one wants; everything goes with its stack. */
    DISPOSABLE(RemovalPolicy.DESTROY, false),

    /** No stack can be deleted before its protection is lifted, and data outlives even that. */
    PERMANENT(RemovalPolicy.RETAIN, true);

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

    /** When the streams' stack is deleted, in UTC: after the others, which use it and take up to an hour. */
    Optional<LocalTime> endOfState() {
        return endOfApplications().map(time -> time.plusHours(2));
    }
}
