package io.millrace.lifecycle;

/**
 * The two metrics that tell whether a job keeps running. Flink 2 renamed both.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html">Metrics</a>
 */
enum MetricFamily {
    FLINK_1("fullRestarts", "uptime"),
    FLINK_2("numRestarts", "runningTime");

    private final String restarts;
    private final String running;

    MetricFamily(String restarts, String running) {
        this.restarts = restarts;
        this.running = running;
    }

    /** @param runtime such as {@code FLINK-1_20} */
    static MetricFamily of(String runtime) {
        return runtime.startsWith("FLINK-1_") ? FLINK_1 : FLINK_2;
    }

    /** Restarts since the job was submitted. */
    String restarts() {
        return restarts;
    }

    /** Milliseconds for which the job has been running without a restart. */
    String running() {
        return running;
    }
}
