package io.millrace.integration.promises;

import static java.util.stream.Collectors.toMap;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.local.junit.StageExtension;
import io.millrace.local.junit.StageRecords;
import io.millrace.local.runtime.ApplicationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A stage on this machine, brought up for the suite with all of its applications. Nothing here runs alarms or counts
 * reads; the templates are those that the stage was started from.
 */
final class LocalTarget implements TargetStage, TestExecutionExceptionHandler {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Target target;
    private final StageExtension stage;
    private final Map<String, StageRecords> arriving = new ConcurrentHashMap<>();
    private StageTemplates startedFrom;

    LocalTarget(Target target) {
        this.target = target;
        this.stage = StageExtension.of(target.assembly()).stage(target.stageName());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startedFrom = StageTemplates.of(target);
        stage.beforeAll(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stage.afterAll(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        stage.handleTestExecutionException(context, failure);
    }

    @Override
    public void put(String stream, List<OutgoingRecord> records) {
        stage.put(logicalId(stream), records);
    }

    @Override
    public StageRecords arriving(String stream) {
        return arriving.computeIfAbsent(
                stream, name -> StageRecords.of(name, stage.running().fromNow(logicalId(name)), PATIENCE));
    }

    private String logicalId(String stream) {
        return startedFrom.streams().get(stream).logicalId();
    }

    @Override
    public Map<String, String> applications() {
        Map<String, ApplicationStatus> statuses =
                stage.running().applications().stream().collect(toMap(ApplicationStatus::name, status -> status));
        return stage.running().plan().applications().stream()
                .collect(toMap(ApplicationPlan::logicalId, application -> health(statuses.get(application.name()))));
    }

    private static String health(ApplicationStatus status) {
        return status.restarts() == 0
                ? status.status()
                : "%s after %d restarts: %s"
                        .formatted(
                                status.status(),
                                status.restarts(),
                                status.failure().orElse("no cause given"));
    }

    @Override
    public Optional<Map<String, String>> alarms() {
        return Optional.empty();
    }

    @Override
    public Optional<Double> reads(String stream) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> deployedTemplates() {
        return startedFrom.digests();
    }
}
