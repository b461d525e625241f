package io.millrace.integration.promises;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamRecords;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.stage.LocalStage;
import io.millrace.promises.CheckedStage;
import io.millrace.promises.StageTemplates;
import io.millrace.promises.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A stage on this machine, which has no alarms and does not count reads. */
final class LocalTarget implements Target {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final StageTemplates templates;
    private final LocalStage stage;
    private final Map<String, StreamRecords> arriving = new ConcurrentHashMap<>();

    LocalTarget(CheckedStage checked, LocalStage stage) {
        this.templates = StageTemplates.of(checked);
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public void put(String stream, List<OutgoingRecord> records) {
        stage.put(logicalId(stream), records);
    }

    @Override
    public StreamRecords arriving(String stream) {
        return arriving.computeIfAbsent(
                stream, name -> StreamRecords.of(name, stage.fromNow(logicalId(name)), TIMEOUT));
    }

    private String logicalId(String stream) {
        return templates.stream(stream).logicalId();
    }

    @Override
    public Map<String, String> applications() {
        Map<String, ApplicationStatus> statuses =
                stage.applications().stream().collect(toMap(ApplicationStatus::name, status -> status));
        return stage.plan().applications().stream()
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

    /** Does nothing: the stage belongs to the extension that started it. */
    @Override
    public void close() {}
}
