package io.millrace.assembly.deployment;

import io.millrace.contract.lifecycle.MetricFamily;

/** The names of the service's metrics that readers of a plan or a template need. */
public final class ServiceMetrics {
    private ServiceMetrics() {}

    /**
     * The counter of a job's restarts since it was submitted.
     *
     * @param runtime a value of {@code RuntimeEnvironment}
     */
    public static String restarts(String runtime) {
        return MetricFamily.of(runtime).restarts();
    }
}
