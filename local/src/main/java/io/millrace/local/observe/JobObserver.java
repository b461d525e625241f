package io.millrace.local.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.local.application.KnownApplication;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.flink.JobFigures;
import io.millrace.local.flink.JobMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the figures of one job, again and again. */
final class JobObserver {
    /** The names change when a source opens a shard. */
    private static final Duration NAMES_ARE_VALID = Duration.ofSeconds(30);

    /** The watermark before the records that wait in an operator. */
    static final String WAITING = "watermarkBound";

    private final KnownApplication application;
    private final JobMetrics flink;
    /** Vertex id to the names of the metrics that are read of it. */
    private final Map<String, List<String>> names = new HashMap<>();

    private long namesReadMillis;
    private long checkpoint;
    private Map<String, Long> stateBytes = Map.of();

    JobObserver(KnownApplication application) {
        this.application = requireNonNull(application, "application is null");
        this.flink = new JobMetrics(application.address());
    }

    /**
     * What a job does.
     *
     * @param metrics vertex id to the vertex's metrics
     * @param measuredAt when Flink has measured the metrics; empty unless the job runs
     * @param stateBytes vertex id to the size of the vertex's state in the last checkpoint
     */
    record Observation(
            JobFigures figures,
            Map<String, VertexMetrics> metrics,
            Optional<Long> measuredAt,
            Map<String, Long> stateBytes) {
        VertexMetrics of(JobFigures.Vertex vertex) {
            return metrics.getOrDefault(vertex.id(), VertexMetrics.NONE);
        }
    }

    boolean isOf(KnownApplication other) {
        return application.equals(other);
    }

    /** Empty when Flink does not answer. */
    Optional<Observation> observe(long nowMillis) {
        try {
            JobFigures figures = flink.job(application.jobId());
            if (nowMillis - namesReadMillis > NAMES_ARE_VALID.toMillis()) {
                names.clear();
                namesReadMillis = nowMillis;
            }
            Optional<Long> before = flink.measuredAt(application.jobId(), figures);
            Map<String, VertexMetrics> metrics = metrics(figures);
            Optional<Long> after = flink.measuredAt(application.jobId(), figures);
            if (!after.equals(before)) {
                metrics = metrics(figures); // Flink has refreshed them meanwhile
            }
            return Optional.of(new Observation(figures, metrics, after, stateBytes(figures)));
        } catch (FlinkException e) {
            return Optional.empty();
        }
    }

    /** Read once for each checkpoint, since it does not change. */
    private Map<String, Long> stateBytes(JobFigures figures) {
        long last = figures.checkpoints().last().map(JobFigures.Checkpoint::id).orElse(0L);
        if (last != checkpoint) {
            stateBytes = flink.stateBytes(application.jobId(), last);
            checkpoint = last;
        }
        return stateBytes;
    }

    private Map<String, VertexMetrics> metrics(JobFigures figures) {
        Map<String, VertexMetrics> metrics = new LinkedHashMap<>();
        for (JobFigures.Vertex vertex : figures.vertices()) {
            metrics.put(vertex.id(), metrics(vertex));
        }
        return metrics;
    }

    private VertexMetrics metrics(JobFigures.Vertex vertex) {
        List<String> wanted = names.get(vertex.id());
        if (wanted == null) {
            wanted = flink.names(application.jobId(), vertex.id()).stream()
                    .filter(text ->
                            MetricName.parse(text).filter(JobObserver::isRead).isPresent())
                    .toList();
            if (!wanted.isEmpty()) {
                names.put(vertex.id(), wanted);
            }
        }
        return VertexMetrics.of(flink.values(application.jobId(), vertex.id(), wanted));
    }

    private static boolean isRead(MetricName name) {
        return switch (name.metric()) {
            case "busyTimeMsPerSecond", "backPressuredTimeMsPerSecond" -> name.isOfTask();
            case "currentInputWatermark" -> name.isOfTask() || name.isOfWriter();
            case "numRecordsIn" -> name.isOfSource() || name.isOfOperator();
            case "numRecordsOut" -> name.isOfOperator();
            case "numBytesIn", "pendingRecords", "millisBehindLatest" -> name.isOfSource();
            case "currentOutputWatermark", InputTime.METRIC, WAITING -> !name.isOfTask();
            case "numRecordsSend", "numBytesSend" -> name.isOfWriter();
            default -> false;
        };
    }
}
