package io.millrace.lifecycle;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.lifecycle.MetricFamily;
import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.lifecycle.Decision.Action;
import io.millrace.lifecycle.SnapshotRetention.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfoDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationRestoreConfiguration;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationVersionChangeDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.FlinkRunConfiguration;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ResourceNotFoundException;

/** The calls to the four services. */
final class ServiceGateway implements Service {
    private static final int MINUTE_SECONDS = 60;
    /** Pages of the log that are read per attempt; a page may be empty. */
    private static final int LOG_PAGES = 10;
    /** A job that restarts all the time logs an exception more often than this. */
    private static final Duration RECENT = Duration.ofMinutes(5);
    /** Limits what one call of the function deletes; the next deploy goes on. */
    private static final int DELETIONS = 50;
    /** How long each of the calls that come after the decision may take, all pages together. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OwnStack stack;
    private final KinesisAnalyticsV2Client flink;
    private final CloudWatchClient metrics;
    private final CloudWatchLogsClient logs;
    private final Clock clock;

    ServiceGateway(
            CloudFormationClient stacks,
            KinesisAnalyticsV2Client flink,
            CloudWatchClient metrics,
            CloudWatchLogsClient logs,
            Clock clock) {
        this.stack = new OwnStack(stacks);
        this.flink = requireNonNull(flink, "flink is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.logs = requireNonNull(logs, "logs is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Observation observe(CustomResourceRequest request, Instant now) {
        boolean delete = request.type() == CustomResourceRequest.Type.DELETE;
        StackPhase phase = delete ? StackPhase.of(request.startedAt(), Optional.empty()) : stack.phase(request);
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
            boolean watched = !delete && !application.changing();
            return new Observation(
                    now,
                    Optional.of(application),
                    operations,
                    failedUpdateTo(request, operations, phase),
                    watched ? health(request, now) : List.of(),
                    phase,
                    delete && application.mustBeStopped() && stack.keepsApplication(request));
        } catch (ResourceNotFoundException e) {
            return new Observation(now, Optional.empty(), List.of(), Optional.empty(), List.of(), phase, false);
        }
    }

    private Optional<Long> failedUpdateTo(CustomResourceRequest request, List<Operation> operations, StackPhase phase) {
        return operations.stream()
                .filter(Operation::updates)
                .max(Comparator.comparing(Operation::start))
                .filter(update -> update.failed() && !update.start().isBefore(phase.began()))
                .map(update -> details(request, update.id()).applicationVersionChangeDetails())
                .map(ApplicationVersionChangeDetails::applicationVersionUpdatedTo);
    }

    private ApplicationOperationInfoDetails details(CustomResourceRequest request, String operationId) {
        return flink.describeApplicationOperation(describe ->
                        describe.applicationName(request.applicationName()).operationId(operationId))
                .applicationOperationInfoDetails();
    }

    @Override
    public void act(Action action, CustomResourceRequest request, ApplicationView application) {
        String name = request.applicationName();
        switch (action) {
            case START -> start(request, request.runConfiguration());
            case START_FROM_LATEST_SNAPSHOT -> start(request, RunConfiguration.latestSnapshot());
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

    @Override
    public Optional<String> error(CustomResourceRequest request, String operationId) {
        return Optional.ofNullable(details(request, operationId).operationFailureDetails())
                .map(details -> details.errorInfo())
                .map(info -> info.errorString());
    }

    /** Looks at the last minutes first: the service returns the oldest events first, and reading all takes too long. */
    @Override
    public Optional<String> lastException(CustomResourceRequest request, Instant since, Instant now) {
        Instant recent = now.minus(RECENT);
        BooleanSupplier inTime = patience();
        Optional<String> exception = recent.isAfter(since) ? exceptionSince(request, recent, inTime) : Optional.empty();
        return exception.or(() -> exceptionSince(request, since, inTime));
    }

    private Optional<String> exceptionSince(CustomResourceRequest request, Instant since, BooleanSupplier inTime) {
        List<String> messages = logs
                .filterLogEventsPaginator(filter -> filter.logGroupName(request.logGroupName())
                        .startTime(since.toEpochMilli())
                        .filterPattern("?throwableInformation ?ERROR"))
                .stream()
                .limit(LOG_PAGES)
                .takeWhile(page -> inTime.getAsBoolean())
                .flatMap(page -> page.events().stream())
                .map(FilteredLogEvent::message)
                .toList();
        return JobLog.lastException(messages);
    }

    @Override
    public int deleteOldSnapshots(CustomResourceRequest request, ApplicationView application) {
        String name = request.applicationName();
        BooleanSupplier inTime = patience();
        List<Snapshot> snapshots =
                flink
                        .listApplicationSnapshotsPaginator(
                                list -> list.applicationName(name).limit(50))
                        .stream()
                        .takeWhile(page -> inTime.getAsBoolean())
                        .flatMap(page -> page.snapshotSummaries().stream())
                        .map(ServiceMapper::snapshot)
                        .toList();
        List<String> inUse = Stream.of(application.runConfiguration(), Optional.of(request.runConfiguration()))
                .flatMap(run -> run.flatMap(RunConfiguration::snapshotName).stream())
                .toList();
        return (int) SnapshotRetention.expired(snapshots, request.snapshotsKept(), inUse).stream()
                .limit(DELETIONS)
                .takeWhile(snapshot -> inTime.getAsBoolean())
                .map(snapshot -> flink.deleteApplicationSnapshot(delete -> delete.applicationName(name)
                        .snapshotName(snapshot.name())
                        .snapshotCreationTimestamp(snapshot.created())))
                .filter(Objects::nonNull)
                .count();
    }

    /** Whether there is time for another page or call. */
    private BooleanSupplier patience() {
        Instant until = clock.instant().plus(PATIENCE);
        return () -> clock.instant().isBefore(until);
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

    private void start(CustomResourceRequest request, RunConfiguration restored) {
        flink.startApplication(start -> start.applicationName(request.applicationName())
                .runConfiguration(run -> run.applicationRestoreConfiguration(restore(restored))
                        .flinkRunConfiguration(nonRestored(request.runConfiguration()))));
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
