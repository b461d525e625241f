package io.millrace.promises;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Recent CloudWatch metrics, minute by minute. */
record AwsMetrics(CloudWatchClient client) {
    private static final int MINUTE_SECONDS = 60;

    /** The number of samples. */
    double count(String namespace, String metric, Map<String, String> dimensions, Duration period) {
        return minutes(namespace, metric, dimensions, "SampleCount", period).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** The increase of a counter since its last reset in the period, or else in the whole period; empty without data. */
    OptionalDouble increase(String namespace, String metric, Map<String, String> dimensions, Duration period) {
        List<Double> minutes = minutes(namespace, metric, dimensions, "Maximum", period);
        if (minutes.isEmpty()) {
            return OptionalDouble.empty();
        }
        double first = minutes.get(0);
        double last = first;
        for (double value : minutes) {
            first = value < last ? 0 : first;
            last = value;
        }
        return OptionalDouble.of(last - first);
    }

    /** Oldest first, without the minutes that have no data. */
    private List<Double> minutes(
            String namespace, String metric, Map<String, String> dimensions, String statistic, Duration period) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(MINUTE_SECONDS);
        MetricDataQuery query = MetricDataQuery.builder()
                .id("requested")
                .metricStat(stat -> stat.stat(statistic).period(MINUTE_SECONDS).metric(metrics -> metrics.namespace(
                                namespace)
                        .metricName(metric)
                        .dimensions(dimensions.entrySet().stream()
                                .map(entry -> Dimension.builder()
                                        .name(entry.getKey())
                                        .value(entry.getValue())
                                        .build())
                                .toList())))
                .build();
        return client
                .getMetricDataPaginator(request -> request.metricDataQueries(query)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .startTime(end.minus(period))
                        .endTime(end))
                .stream()
                .flatMap(page -> page.metricDataResults().stream())
                .flatMap(result -> result.values().stream())
                .toList();
    }
}
