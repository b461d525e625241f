package io.millrace.constructs.flink;

/**
 * What the account was granted, for synthesis to hold applications against. Immutable.
 *
 * @param kpus of one application (quota L-3A88E041); 64 unless AWS raised it, at most to 250
 * @param parallelism of one application; 256 unless AWS raised it
 */
public record ServiceQuotas(int kpus, int parallelism) {
    /** What an account has before it asks for more. */
    public static final ServiceQuotas DEFAULT = new ServiceQuotas(64, 256);

    public ServiceQuotas {
        if (kpus < 1 || parallelism < 1) {
            throw new IllegalArgumentException(
                    "quotas must be at least 1, got " + kpus + " KPUs and a parallelism of " + parallelism);
        }
    }

    public ServiceQuotas kpus(int changed) {
        return new ServiceQuotas(changed, parallelism);
    }

    public ServiceQuotas parallelism(int changed) {
        return new ServiceQuotas(kpus, changed);
    }
}
