package io.millrace.local.versions;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A version of an application: its code, its settings, and the state that its first start restores.
 *
 * @param number counts from 1; after a rollback, the next version reuses the number
 * @param plan the code and the settings; the jar is in the store
 * @param startsFrom the snapshot or checkpoint of the version before, restored until this version has saved state of its
 *     own; empty when the version starts without state
 * @param allowNonRestoredState whether state without an operator may be dropped, even if the plan does not allow it
 */
public record Version(int number, ApplicationPlan plan, Optional<Path> startsFrom, boolean allowNonRestoredState) {
    public Version {
        requireNonNull(plan, "plan is null");
        requireNonNull(startsFrom, "startsFrom is null");
    }

    /** Whether a start may drop state that has no operator. */
    public boolean mayDropState() {
        return allowNonRestoredState || plan.restore().allowNonRestoredState();
    }

    /** The version for display, as in {@code version 3}. */
    @Override
    public String toString() {
        return "version " + number;
    }
}
