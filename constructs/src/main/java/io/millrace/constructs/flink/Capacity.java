package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

/**
 * How many tasks run at once, and how many of them share a KPU (1 vCPU, 4 GB). Immutable.
 *
 * @param parallelism 1 to 256, or what {@link ServiceQuotas} say; with {@link Scaling#AUTOMATIC} where the service starts
 *     and what it never goes below
 * @param parallelismPerKpu 1 to 8
 */
public record Capacity(int parallelism, int parallelismPerKpu, Scaling scaling) {
    /** Who changes the parallelism while the application runs. */
    public enum Scaling {
        /** Nobody. */
        FIXED,
        /** The service: it doubles at 75 % CPU for 15 minutes and halves under 10 % for 6 hours, with a restart. */
        AUTOMATIC
    }

    public Capacity {
        requireNonNull(scaling, "scaling is null");
    }

    /** A parallelism that stays, with a KPU for each task. */
    public static Capacity fixed(int parallelism) {
        return new Capacity(parallelism, 1, Scaling.FIXED);
    }

    /** A parallelism that the service raises and lowers again, with a KPU for each task. */
    public static Capacity autoscaling(int parallelism) {
        return new Capacity(parallelism, 1, Scaling.AUTOMATIC);
    }

    public Capacity parallelismPerKpu(int changed) {
        return new Capacity(parallelism, changed, scaling);
    }

    /** KPUs that the tasks take; the one that is billed for orchestration does not count. */
    int kpus() {
        return (parallelism + parallelismPerKpu - 1) / parallelismPerKpu;
    }
}
