package io.millrace.constructs.flink;

/**
 * The account's quotas, which synthesis checks applications against. Immutable.
 *
 * @param kpus of one application (quota L-3A88E041); 64 by default, up to 250 on request
 * @param parallelism of one application; 256 by default
 */
public record ServiceQuotas(int kpus, int parallelism) {
    /** The quotas of an account that has not requested more. */
    public static final ServiceQuotas DEFAULT = builder().build();

    public ServiceQuotas {
        if (kpus < 1 || parallelism < 1) {
            throw new IllegalArgumentException(
                    "quotas must be at least 1, got " + kpus + " KPUs and a parallelism of " + parallelism);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds quotas. */
    public static final class Builder {
        private int kpus = 64;
        private int parallelism = 256;

        private Builder() {}

        public Builder kpus(int quota) {
            this.kpus = quota;
            return this;
        }

        public Builder parallelism(int quota) {
            this.parallelism = quota;
            return this;
        }

        public ServiceQuotas build() {
            return new ServiceQuotas(kpus, parallelism);
        }
    }
}
