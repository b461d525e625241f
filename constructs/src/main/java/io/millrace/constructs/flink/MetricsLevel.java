package io.millrace.constructs.flink;

/**
 * The granularity of metrics. A finer level costs more, and adds dimensions to custom metrics: an alarm on the application
 * dimension alone no longer sees them.
 */
public enum MetricsLevel {
    APPLICATION,
    TASK,
    OPERATOR,
    /** For every parallel instance; AWS advises against it for a parallelism above 64. */
    PARALLELISM
}
