package io.millrace.local.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.console.report.ApplicationReport;
import io.millrace.console.report.CheckpointsReport;
import io.millrace.console.report.EdgeReport;
import io.millrace.console.report.EdgeReport.Direction;
import io.millrace.console.report.ExplanationReport;
import io.millrace.console.report.FailureReport;
import io.millrace.console.report.StageStatusReport;
import io.millrace.console.report.StreamReport;
import io.millrace.console.report.VertexReport;
import io.millrace.console.report.WaitReport;
import io.millrace.console.report.history.HistoryReport;
import io.millrace.cost.Charges;
import io.millrace.cost.CostItem;
import io.millrace.local.application.KnownApplication;
import io.millrace.local.flink.JobFigures;
import io.millrace.local.observe.JobObserver.Observation;
import io.millrace.local.process.StageException;
import io.millrace.local.server.KnownStream;
import io.millrace.local.stage.StageDirectory;
import io.millrace.local.stage.StageStatusFile;
import io.millrace.local.stage.StageStatusFile.Phase;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Observes one stage. Rates need several observations, some seconds apart. Used by one thread at a time. */
public final class StageObserver {
    private final StageDirectory directory;
    private final Bindings bindings = new Bindings();
    private final Rates rates = new Rates();
    private final StageAlarms alarms = new StageAlarms();
    private final Map<String, JobObserver> jobs = new HashMap<>();

    public StageObserver(StageDirectory directory) {
        this.directory = requireNonNull(directory, "directory is null");
    }

    /**
     * Observes the stage.
     *
     * @throws StageException when the stage has left nothing
     */
    public synchronized StageStatusReport observe() {
        StageStatusFile status = record();
        long now = System.currentTimeMillis();
        boolean alive = isAlive(status);
        List<ApplicationReport> applications = new ArrayList<>();
        List<EdgeReport> edges = new ArrayList<>();
        for (Versions versions : directory.versions()) {
            Version version = versions.current().orElseThrow();
            Optional<KnownApplication> known = known(version, status, alive);
            Optional<Observation> observation =
                    known.flatMap(application -> observer(application).observe(now));
            applications.add(application(versions, status, known, observation, alive, now));
            edges.addAll(edges(version.plan(), status, observation, now));
        }
        return new StageStatusReport(
                now,
                status.stage(),
                (alive ? status.phase() : Phase.STOPPED).toString(),
                status.supervisor().pid(),
                status.region(),
                alive ? status.servers() : Map.of(),
                status.streams().stream().map(StageObserver::stream).toList(),
                applications,
                edges,
                alive ? alarms.evaluate(status.alarms(), applications, edges, now) : List.of());
    }

    /**
     * Explains why results are not out yet.
     *
     * @throws StageException when the stage has left nothing
     */
    public synchronized ExplanationReport explain() {
        StageStatusFile status = record();
        long now = System.currentTimeMillis();
        boolean alive = isAlive(status);
        List<WaitReport> waits = new ArrayList<>();
        for (Versions versions : directory.versions()) {
            Version version = versions.current().orElseThrow();
            waits.add(explain(version.plan(), status, known(version, status, alive), now));
        }
        return new ExplanationReport(now, status.stage(), waits);
    }

    private WaitReport explain(
            ApplicationPlan plan, StageStatusFile status, Optional<KnownApplication> known, long now) {
        List<Binding> bound = bindings.of(plan, status.streams(), status.region());
        Optional<Observation> observed =
                known.flatMap(application -> observer(application).observe(now));
        List<String> outputs = bound.stream()
                .filter(binding -> binding.direction() == Direction.OUT)
                .map(Binding::group)
                .toList();
        if (observed.filter(job -> job.figures().tasksRun()).isEmpty()) {
            return WaitReport.notRunning(plan.name(), plan.shortName(), outputs);
        }
        Observation job = observed.get();
        List<InputTime> inputs = new ArrayList<>();
        Map<String, Long> waiting = new TreeMap<>();
        List<Long> reached = new ArrayList<>();
        for (JobFigures.Vertex vertex : job.figures().vertices()) {
            VertexMetrics metrics = job.of(vertex);
            String input = bound.stream()
                    .filter(binding -> binding.isOf(vertex.name()))
                    .map(Binding::group)
                    .findFirst()
                    .orElse(vertex.name());
            inputs.addAll(metrics.inputTimes(input));
            waiting.putAll(metrics.waiting());
            if (vertex.name().contains(": Writer")) {
                metrics.watermarkOfTask().ifPresent(reached::add);
            }
        }
        return new Explanation(
                        plan.name(),
                        plan.shortName(),
                        outputs,
                        now,
                        reached.stream().min(Long::compare),
                        inputs,
                        waiting)
                .report();
    }

    /**
     * What has happened to the stage, which need not run.
     *
     * @throws StageException when the stage has left nothing
     */
    public HistoryReport history() {
        return new HistoryReport(record().stage(), directory.history().read());
    }

    private StageStatusFile record() {
        return directory
                .lastRecord()
                .orElseThrow(() -> new StageException("no stage has left anything in %s".formatted(directory.path())));
    }

    private static boolean isAlive(StageStatusFile status) {
        return status.phase() != Phase.STOPPED && status.supervisor().find().isPresent();
    }

    private static Optional<KnownApplication> known(Version version, StageStatusFile status, boolean alive) {
        return status.applications().stream()
                .filter(application ->
                        alive && application.name().equals(version.plan().name()))
                .findFirst();
    }

    private JobObserver observer(KnownApplication application) {
        return Objects.requireNonNull(jobs.compute(
                application.name(),
                (name, known) -> known != null && known.isOf(application) ? known : new JobObserver(application)));
    }

    private static StreamReport stream(KnownStream stream) {
        return new StreamReport(
                stream.name(), stream.logicalId(), stream.backend().toString(), stream.groups());
    }

    private ApplicationReport application(
            Versions versions,
            StageStatusFile stage,
            Optional<KnownApplication> known,
            Optional<Observation> observed,
            boolean alive,
            long now) {
        Version version = versions.current().orElseThrow();
        ApplicationPlan plan = version.plan();
        OperatorFigures operators = new OperatorFigures(
                plan.name(), directory.application(plan.name()).knownOperators(), rates, now);
        List<VertexReport> vertices = observed.stream()
                .flatMap(observation -> observation.figures().vertices().stream()
                        .map(vertex -> vertex(plan.name(), vertex, observation, operators, now)))
                .toList();
        Optional<JobFigures> figures = observed.map(Observation::figures);
        return new ApplicationReport(
                plan.name(),
                plan.shortName(),
                known.map(KnownApplication::version).orElse(version.number()),
                versions.former().map(Version::number),
                Optional.ofNullable(stage.newerJars().get(plan.name()))
                        .filter(jar -> alive)
                        .map(Path::toString),
                plan.runtime(),
                plan.parallelism(),
                kpus(plan),
                status(known, figures, alive),
                known.map(application -> application.address().toString()),
                known.map(KnownApplication::jobId),
                known.flatMap(KnownApplication::debugPort),
                figures.filter(job -> job.runningSinceMillis() > 0)
                        .map(job -> now - job.runningSinceMillis())
                        .orElse(0L),
                figures.map(JobFigures::restarts).orElse(0L),
                figures.stream()
                        .flatMap(job -> job.failures().stream())
                        .map(failure -> new FailureReport(failure.atMillis(), failure.cause()))
                        .toList(),
                figures.map(job -> checkpoints(job.checkpoints())).orElse(CheckpointsReport.NONE),
                greatest(vertices.stream().map(VertexReport::busyPercent)),
                greatest(vertices.stream().map(VertexReport::backPressuredPercent)),
                vertices);
    }

    private static String status(Optional<KnownApplication> known, Optional<JobFigures> figures, boolean alive) {
        if (!alive) {
            return "STOPPED";
        }
        if (known.isEmpty()) {
            return "STARTING";
        }
        return figures.map(job -> job.status().equals("RUNNING") && !job.tasksRun() ? "STARTING" : job.status())
                .orElse("DOWN");
    }

    private static CheckpointsReport checkpoints(JobFigures.Checkpoints checkpoints) {
        return new CheckpointsReport(
                checkpoints.completed(),
                checkpoints.failed(),
                checkpoints.last().map(JobFigures.Checkpoint::atMillis),
                checkpoints.last().map(JobFigures.Checkpoint::durationMillis),
                checkpoints.last().map(JobFigures.Checkpoint::bytes));
    }

    private static Optional<Integer> kpus(ApplicationPlan plan) {
        return plan.kpus() == 0
                ? Optional.empty()
                : Optional.ofNullable(Charges.ofApplication(plan.kpus()).get(CostItem.KPU));
    }

    private VertexReport vertex(
            String application,
            JobFigures.Vertex vertex,
            Observation observation,
            OperatorFigures operators,
            long now) {
        VertexMetrics metrics = observation.of(vertex);
        boolean source = vertex.name().startsWith("Source: ");
        return new VertexReport(
                vertex.id(),
                vertex.name(),
                vertex.status(),
                vertex.parallelism(),
                vertex.recordsIn(),
                vertex.recordsOut(),
                vertex.bytesIn(),
                vertex.bytesOut(),
                rates.rate(application + "/" + vertex.id(), now, source ? vertex.recordsOut() : vertex.recordsIn()),
                metrics.percentOfTask("busyTimeMsPerSecond"),
                metrics.percentOfTask("backPressuredTimeMsPerSecond"),
                Optional.ofNullable(observation.stateBytes().get(vertex.id())),
                source ? metrics.watermarkOfSource() : metrics.watermarkOfTask(),
                operators.of(vertex, metrics));
    }

    private List<EdgeReport> edges(
            ApplicationPlan plan, StageStatusFile status, Optional<Observation> observed, long now) {
        return bindings.of(plan, status.streams(), status.region()).stream()
                .map(binding -> edge(plan.name(), binding, observed, now))
                .toList();
    }

    private EdgeReport edge(String application, Binding binding, Optional<Observation> observed, long now) {
        Optional<VertexMetrics> metrics = observed.flatMap(observation -> observation.figures().vertices().stream()
                .filter(vertex -> binding.isOf(vertex.name()))
                .map(observation::of)
                .findFirst());
        String operator = binding.operator();
        boolean in = binding.direction() == Direction.IN;
        Optional<Long> records = metrics.flatMap(of -> of.sum(operator, in ? "numRecordsIn" : "numRecordsSend"));
        Optional<Long> bytes = metrics.flatMap(of -> of.sum(operator, in ? "numBytesIn" : "numBytesSend"));
        String key = application + "/" + binding.group();
        Optional<Long> watermark =
                switch (binding.direction()) {
                    case IN -> metrics.flatMap(VertexMetrics::watermarkOfSource);
                    case OUT -> metrics.flatMap(of -> of.watermarkInto(operator));
                    case UNKNOWN -> Optional.empty();
                };
        return new EdgeReport(
                application,
                binding.stream(),
                binding.group(),
                binding.direction(),
                binding.description(),
                records,
                records.flatMap(total -> rates.rate(key + "/records", now, total)),
                bytes.flatMap(total -> rates.rate(key + "/bytes", now, total)),
                metrics.flatMap(of -> of.greatest(operator, "millisBehindLatest")),
                metrics.flatMap(of -> of.sum(operator, "pendingRecords")),
                watermark,
                watermark.flatMap(
                        time -> observed.flatMap(Observation::measuredAt).map(measured -> measured - time)));
    }

    private static Optional<Long> greatest(Stream<Optional<Long>> values) {
        return values.flatMap(Optional::stream).max(Long::compare);
    }
}
