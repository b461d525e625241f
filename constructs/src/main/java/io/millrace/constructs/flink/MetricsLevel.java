package io.millrace.constructs.flink;

/**
 * What metrics are reported for. A finer level costs more and adds dimensions to custom metrics, so that an alarm on the
 * application alone no longer sees them.
 */
public enum MetricsLevel {
    APPLICATION,
    TASK,
    OPERATOR,
    /** For every parallel instance; AWS advises against it for a parallelism above 64. */
    PARALLELISM
}
