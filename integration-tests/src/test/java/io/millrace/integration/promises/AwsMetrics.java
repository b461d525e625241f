package io.millrace.integration.promises;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** What CloudWatch has counted lately, minute by minute. */
record AwsMetrics(CloudWatchClient client) {
    private static final int MINUTE_SECONDS = 60;

    /** How often something was counted. */
    double count(String namespace, String metric, Map<String, String> dimensions, Duration lately) {
        return minutes(namespace, metric, dimensions, "SampleCount", lately).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** By how much a number that only grows has grown; where it began anew, by what it is now. */
    double increase(String namespace, String metric, Map<String, String> dimensions, Duration lately) {
        List<Double> minutes = minutes(namespace, metric, dimensions, "Maximum", lately);
        if (minutes.isEmpty()) {
            return 0;
        }
        double last = minutes.get(minutes.size() - 1);
        return last < minutes.get(0) ? last : last - minutes.get(0);
    }

    /** The oldest first; a minute without data is left out. */
    private List<Double> minutes(
            String namespace, String metric, Map<String, String> dimensions, String statistic, Duration lately) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(MINUTE_SECONDS);
        MetricDataQuery query = MetricDataQuery.builder()
                .id("asked")
                .metricStat(
                        stat -> stat.stat(statistic).period(MINUTE_SECONDS).metric(asked -> asked.namespace(namespace)
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
                        .startTime(end.minus(lately))
                        .endTime(end))
                .stream()
                .flatMap(page -> page.metricDataResults().stream())
                .flatMap(result -> result.values().stream())
                .toList();
    }
}
