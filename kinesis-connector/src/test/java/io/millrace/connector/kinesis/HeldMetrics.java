package io.millrace.connector.kinesis;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Holds the metrics of all jobs of this JVM by their names. */
public final class HeldMetrics implements MetricReporterFactory, MetricReporter {
    private static final Map<String, Metric> METRICS = new ConcurrentHashMap<>();

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporter.held.factory.class", HeldMetrics.class.getName());
        return configuration;
    }

    /** The value of the gauge whose name ends so. */
    static Optional<Object> gauge(String ending) {
        return METRICS.entrySet().stream()
                .filter(metric -> metric.getKey().endsWith(ending))
                .map(metric -> (Object) ((Gauge<?>) metric.getValue()).getValue())
                .findFirst();
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return this;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        METRICS.put(group.getMetricIdentifier(name), metric);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        METRICS.remove(group.getMetricIdentifier(name), metric);
    }
}
