package io.millrace.constructs.monitoring;

import io.millrace.constructs.flink.FlinkRuntime;
import java.util.List;

/** Which of the two sets of job metrics a runtime reports: Flink 2 renamed or dropped those of Flink 1. */
enum MetricFamily {
    FLINK_1,
    FLINK_2;

    static MetricFamily of(FlinkRuntime runtime) {
        return runtime.majorVersion() == 1 ? FLINK_1 : FLINK_2;
    }

    /** The counter of restarts. */
    String restarts() {
        return switch (this) {
            case FLINK_1 -> "fullRestarts";
            case FLINK_2 -> "numRestarts";
        };
    }

    /** How long the job has been running. */
    String running() {
        return switch (this) {
            case FLINK_1 -> "uptime";
            case FLINK_2 -> "runningTime";
        };
    }

    /** How long the job has not been running: one metric for each way of that. */
    List<String> notRunning() {
        return switch (this) {
            case FLINK_1 -> List.of("downtime");
            case FLINK_2 -> List.of("restartingTime", "cancellingTime", "failingTime");
        };
    }
}
