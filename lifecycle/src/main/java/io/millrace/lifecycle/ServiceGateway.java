package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.lifecycle.MetricFamily;
import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.lifecycle.Decision.Action;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationRestoreConfiguration;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.FlinkRunConfiguration;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;

/** The calls to the three services. */
final class ServiceGateway {
    private static final int MINUTE_SECONDS = 60;
    /** The newest event is on the last page; reading more pages would exceed the timeout of the function. */
    private static final int LOG_PAGES = 100;

    private final KinesisAnalyticsV2Client flink;
    private final CloudWatchClient metrics;
    private final CloudWatchLogsClient logs;

    ServiceGateway(KinesisAnalyticsV2Client flink, CloudWatchClient metrics, CloudWatchLogsClient logs) {
        this.flink = requireNonNull(flink, "flink is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.logs = requireNonNull(logs, "logs is null");
    }

    Observation observe(CustomResourceRequest request, Instant now) {
        try {
            // history before status: the status is then never older than the operation that caused it
            List<Operation> operations = flink
                    .listApplicationOperationsPaginator(list ->
                            list.applicationName(request.applicationName()).limit(50))
                    .stream()
                    .flatMap(page -> page.applicationOperationInfoList().stream())
                    .map(ServiceMapper::operation)
                    .toList();
            ApplicationView application = ServiceMapper.application(
                    flink.describeApplication(describe -> describe.applicationName(request.applicationName()))
                            .applicationDetail());
            boolean watched = request.type() != CustomResourceRequest.Type.DELETE && application.is("RUNNING");
            return new Observation(
                    now, Optional.of(application), operations, watched ? health(request, now) : List.of());
        } catch (ResourceNotFoundException e) {
            return new Observation(now, Optional.empty(), List.of(), List.of());
        }
    }

    void act(Action action, CustomResourceRequest request, ApplicationView application) {
        String name = request.applicationName();
        switch (action) {
            case START ->
                flink.startApplication(start -> start.applicationName(name)
                        .runConfiguration(
                                run -> run.applicationRestoreConfiguration(restore(request.runConfiguration()))
                                        .flinkRunConfiguration(nonRestored(request.runConfiguration()))));
            case UPDATE_RUN_CONFIGURATION ->
                flink.updateApplication(update -> update.applicationName(name)
                        .currentApplicationVersionId(application.version())
                        .runConfigurationUpdate(
                                run -> run.applicationRestoreConfiguration(restore(request.runConfiguration()))
                                        .flinkRunConfiguration(nonRestored(request.runConfiguration()))));
            case ROLL_BACK ->
                flink.rollbackApplication(
                        rollback -> rollback.applicationName(name).currentApplicationVersionId(application.version()));
            case STOP ->
                flink.stopApplication(stop -> stop.applicationName(name).force(false));
            case FORCE_STOP ->
                flink.stopApplication(stop -> stop.applicationName(name).force(true));
        }
    }

    /** The service's error of an operation. */
    Optional<String> error(CustomResourceRequest request, String operationId) {
        return Optional.ofNullable(flink.describeApplicationOperation(
                                describe -> describe.applicationName(request.applicationName())
                                        .operationId(operationId))
                        .applicationOperationInfoDetails()
                        .operationFailureDetails())
                .map(details -> details.errorInfo())
                .map(info -> info.errorString());
    }

    /** The job's last exception since a time. */
    Optional<String> lastException(CustomResourceRequest request, Instant since) {
        List<String> messages = logs
                .filterLogEventsPaginator(filter -> filter.logGroupName(request.logGroupName())
                        .startTime(since.toEpochMilli())
                        .filterPattern("?throwableInformation ?ERROR"))
                .stream()
                .limit(LOG_PAGES)
                .flatMap(page -> page.events().stream())
                .map(FilteredLogEvent::message)
                .toList();
        return JobLog.lastException(messages);
    }

    private List<HealthPoint> health(CustomResourceRequest request, Instant now) {
        MetricFamily family = request.metrics();
        List<MetricDataResult> results = metrics.getMetricData(get -> get.startTime(request.startedAt())
                        .endTime(now)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(
                                query("restarts", family.restarts(), request),
                                query("running", family.running(), request)))
                .metricDataResults();
        Map<Instant, Double> running = byMinute(results, "running");
        return byMinute(results, "restarts").entrySet().stream()
                .filter(restarts -> running.containsKey(restarts.getKey()))
                .map(restarts -> new HealthPoint(
                        restarts.getKey(), restarts.getValue(), running.getOrDefault(restarts.getKey(), 0.0)))
                .toList();
    }

    private static MetricDataQuery query(String id, String metric, CustomResourceRequest request) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.metric(Metric.builder()
                                .namespace("AWS/KinesisAnalytics")
                                .metricName(metric)
                                .dimensions(Dimension.builder()
                                        .name("Application")
                                        .value(request.applicationName())
                                        .build())
                                .build())
                        .period(MINUTE_SECONDS)
                        .stat("Maximum"))
                .build();
    }

    private static Map<Instant, Double> byMinute(List<MetricDataResult> results, String id) {
        Map<Instant, Double> values = new TreeMap<>();
        for (MetricDataResult result : results) {
            if (result.id().equals(id)) {
                for (int i = 0; i < result.timestamps().size(); i++) {
                    values.put(result.timestamps().get(i), result.values().get(i));
                }
            }
        }
        return values;
    }

    private static ApplicationRestoreConfiguration restore(RunConfiguration run) {
        return ApplicationRestoreConfiguration.builder()
                .applicationRestoreType(run.restoreType().name())
                .snapshotName(run.snapshotName().orElse(null))
                .build();
    }

    private static FlinkRunConfiguration nonRestored(RunConfiguration run) {
        return FlinkRunConfiguration.builder()
                .allowNonRestoredState(run.dropsState())
                .build();
    }
}
