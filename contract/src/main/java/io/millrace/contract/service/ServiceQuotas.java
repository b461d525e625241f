package io.millrace.contract.service;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The account's quotas, which applications are checked against. Immutable. */
public final class ServiceQuotas {
    /** The quotas of an account that has not requested more: 64 KPUs and a parallelism of 256 for each application. */
    public static final ServiceQuotas DEFAULT = builder().build();

    private final int kpus;
    private final int parallelism;

    private ServiceQuotas(Builder builder) {
        if (builder.kpus < 1 || builder.parallelism < 1) {
            throw new IllegalArgumentException("quotas must be at least 1, got " + builder.kpus
                    + " KPUs and a parallelism of " + builder.parallelism);
        }
        this.kpus = builder.kpus;
        this.parallelism = builder.parallelism;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** KPUs of one application (quota L-3A88E041); 64 by default, up to 250 on request. */
    public int kpus() {
        return kpus;
    }

    /** The parallelism of one application; 256 by default. */
    public int parallelism() {
        return parallelism;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceQuotas
                && kpus == ((ServiceQuotas) other).kpus
                && parallelism == ((ServiceQuotas) other).parallelism;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kpus, parallelism);
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
            return new ServiceQuotas(this);
        }
    }
}
