package io.millrace.contract.lifecycle;

import java.util.List;

/**
 * The names of the metrics that show whether a job keeps running. Flink 2 renamed or split those of Flink 1.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/metrics-dimensions.html">Metrics</a>
 */
public enum MetricFamily {
    FLINK_1("fullRestarts", "uptime"),
    FLINK_2("numRestarts", "runningTime");

    private final String restarts;
    private final String running;

    MetricFamily(String restarts, String running) {
        this.restarts = restarts;
        this.running = running;
    }

    /** The family of a runtime such as {@code FLINK-1_20}. */
    public static MetricFamily of(String runtime) {
        return runtime.startsWith("FLINK-1_") ? FLINK_1 : FLINK_2;
    }

    /** Restarts since the job was submitted: a counter. */
    public String restarts() {
        return restarts;
    }

    /** Milliseconds for which the job has been running without a restart. */
    public String running() {
        return running;
    }

    /** Milliseconds for which the job has not been running: one metric, or several to add up. */
    public List<String> notRunning() {
        return this == FLINK_1 ? List.of("downtime") : List.of("restartingTime", "cancellingTime", "failingTime");
    }
}
