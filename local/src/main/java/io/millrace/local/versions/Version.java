package io.millrace.local.versions;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An application as it is run: its code and settings, and what its first start restores.
 *
 * @param number from 1 on; a version that was taken back leaves its number to the next one
 * @param plan what runs; its jar is one that is kept
 * @param startsFrom the snapshot or checkpoint of the version before, until it has saved state itself; empty when it begins
 *     anew
 * @param allowNonRestoredState whether state of operators that are gone may be dropped, beside what the plan says
 */
public record Version(int number, ApplicationPlan plan, Optional<Path> startsFrom, boolean allowNonRestoredState) {
    public Version {
        requireNonNull(plan, "plan is null");
        requireNonNull(startsFrom, "startsFrom is null");
    }

    /** Whether a start may leave state out that no operator takes. */
    public boolean mayDropState() {
        return allowNonRestoredState || plan.restore().allowNonRestoredState();
    }

    /** What a person reads, as in {@code version 3}. */
    @Override
    public String toString() {
        return "version " + number;
    }
}
