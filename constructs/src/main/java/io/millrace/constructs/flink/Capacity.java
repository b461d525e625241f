package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.service.ServiceLimits;
import io.millrace.contract.service.ServiceQuotas;

/**
 * How many tasks run at once, and how many of them share a KPU (1 vCPU, 4 GB). Immutable.
 *
 * @param parallelism 1 to 256, or up to {@link ServiceQuotas}; with {@link Scaling#AUTOMATIC} the initial value and the
 *     lower bound
 * @param parallelismPerKpu 1 to 8
 */
public record Capacity(int parallelism, int parallelismPerKpu, Scaling scaling) {
    /** What changes the parallelism while the application runs. */
    public enum Scaling {
        /** Nothing. */
        FIXED,
        /** The service: it doubles at 75 % CPU for 15 minutes and halves under 10 % for 6 hours, with a restart. */
        AUTOMATIC
    }

    public Capacity {
        requireNonNull(scaling, "scaling is null");
    }

    /** A fixed parallelism, with one KPU for each task. */
    public static Capacity fixed(int parallelism) {
        return builder(parallelism).build();
    }

    /** A parallelism that the service raises and lowers, with one KPU for each task. */
    public static Capacity autoscaling(int parallelism) {
        return builder(parallelism).scaling(Scaling.AUTOMATIC).build();
    }

    public static Builder builder(int parallelism) {
        return new Builder(parallelism);
    }

    /** Builds a capacity. */
    public static final class Builder {
        private final int parallelism;
        private int parallelismPerKpu = 1;
        private Scaling scaling = Scaling.FIXED;

        private Builder(int parallelism) {
            this.parallelism = parallelism;
        }

        /** 1 by default. */
        public Builder parallelismPerKpu(int tasks) {
            this.parallelismPerKpu = tasks;
            return this;
        }

        /** {@link Scaling#FIXED} by default. */
        public Builder scaling(Scaling by) {
            this.scaling = by;
            return this;
        }

        public Capacity build() {
            return new Capacity(parallelism, parallelismPerKpu, scaling);
        }
    }

    /** KPUs that the tasks take, without the one that is billed for orchestration. */
    int kpus() {
        return ServiceLimits.kpus(parallelism, parallelismPerKpu);
    }
}
