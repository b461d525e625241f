package io.millrace.job.metric;

import org.apache.flink.metrics.MetricGroup;

/** Metrics of a job's own, which the managed service publishes to CloudWatch. */
public final class CustomMetrics {
    private CustomMetrics() {}

    /** The group of an operator's custom metrics. Its name is the one that the service publishes. */
    public static MetricGroup of(MetricGroup operator) {
        return operator.addGroup("kinesisanalytics");
    }
}
