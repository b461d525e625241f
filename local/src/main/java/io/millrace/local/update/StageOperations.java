package io.millrace.local.update;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.console.report.history.HistoryEvent.Kind;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import io.millrace.local.application.Applications;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.application.LocalSecrets;
import io.millrace.local.application.RunningApplication;
import io.millrace.local.application.StageEnvironment;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.versions.JarStore;
import io.millrace.local.versions.VersionDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations on a running stage: snapshot, update and rollback. */
public final class StageOperations {
    private final Path assembly;
    private final DeploymentPlan declared;
    private final Applications applications;
    private final StageEnvironment environment;
    private final JarStore jars;
    private final FlinkClusters flink;
    private final Consumer<String> events;
    private final StageSource source;

    /** Those of the start, with the secrets of the updates so far. */
    private PlanSettings settings;

    /**
     * The operations of a stage.
     *
     * @param assembly the cloud assembly that the stage was started from
     * @param declared the plan that the stage was started with
     * @param settings how it was planned
     */
    public StageOperations(
            Path assembly,
            DeploymentPlan declared,
            PlanSettings settings,
            Applications applications,
            StageEnvironment environment,
            JarStore jars,
            FlinkClusters flink,
            Consumer<String> events) {
        this.assembly = requireNonNull(assembly, "assembly is null");
        this.declared = requireNonNull(declared, "declared is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.applications = requireNonNull(applications, "applications is null");
        this.environment = requireNonNull(environment, "environment is null");
        this.jars = requireNonNull(jars, "jars is null");
        this.flink = requireNonNull(flink, "flink is null");
        this.events = requireNonNull(events, "events is null");
        this.source = new StageSource(assembly, declared, read -> plan(read, this.settings));
    }

    /** The jars that an update would take now, since they are newer than those that run, by their applications' names. */
    public Map<String, Path> newerJars() {
        return source.newerJars(applications.all());
    }

    /**
     * Carries out a request.
     *
     * @return what was done, one line per application
     * @throws StageException when the operation fails or was rolled back
     */
    public List<String> carryOut(OperationRequest request) {
        List<RunningApplication> asked = asked(request);
        return switch (request.action()) {
            case SNAPSHOT -> snapshot(asked, request.name().orElseThrow());
            case UPDATE -> update(asked, request);
            case ROLLBACK -> rollBack(asked);
        };
    }

    private List<RunningApplication> asked(OperationRequest request) {
        if (request.applications().isEmpty()) {
            return applications.all();
        }
        List<String> names = declared.only(request.applications()).applications().stream()
                .map(plan -> plan.name())
                .toList();
        return applications.all().stream()
                .filter(application -> names.contains(application.plan().name()))
                .toList();
    }

    private List<String> update(List<RunningApplication> asked, OperationRequest request) {
        DeploymentPlan all = request.assembly()
                .map(assembly -> plan(CloudAssembly.read(assembly), settings.with(request.given())))
                .orElseGet(() ->
                        source.next(environment.plan().with(environment.plan().resources(), applications.plans())));
        DeploymentPlan next = running(all);
        StageUpdate update =
                new StageUpdate(asked, added(all, request), next, environment, jars, flink, request, events);
        // a job may read its secrets when it is checked
        LocalSecrets.Former former = environment.secrets().give(secrets(request));
        if (update.isEmpty() && former.isEmpty()) {
            return List.of("nothing changed");
        }
        try {
            update.check();
            environment.provision(next, events);
        } catch (RuntimeException e) {
            environment.secrets().restore(former);
            throw e;
        }
        settings = settings.withSecrets(request.given().secrets());
        former.names()
                .forEach(name -> events.accept("secret %s is another; jobs read it when they start".formatted(name)));
        return update.apply();
    }

    private Map<String, Path> secrets(OperationRequest request) {
        Map<String, Path> now = request.given().secrets();
        Map<String, Path> secrets = new LinkedHashMap<>(settings.withSecrets(now)
                .values(request.assembly().orElse(assembly))
                .secrets());
        // a file that was given earlier may be gone, and its secret stays
        secrets.values().removeIf(file -> !now.containsValue(file) && !Files.exists(file));
        return secrets;
    }

    /** The plan of an assembly; it may have applications that do not run, which may need values that were not given. */
    private DeploymentPlan plan(CloudAssembly assembly, PlanSettings wanted) {
        return wanted.plan(assembly, assembly.stage(declared.stage()), Optional.of(names()))
                .on(declared.backend());
    }

    private DeploymentPlan running(DeploymentPlan all) {
        return all.with(
                all.resources(),
                all.applications().stream()
                        .filter(application -> names().contains(application.name()))
                        .toList());
    }

    /** The applications that a stage with all of them lacks. */
    private List<String> added(DeploymentPlan all, OperationRequest request) {
        if (!settings.whole() || !request.applications().isEmpty()) {
            return List.of();
        }
        return all.applications().stream()
                .map(ApplicationPlan::name)
                .filter(name -> !names().contains(name))
                .toList();
    }

    private List<String> names() {
        return applications.plans().stream().map(ApplicationPlan::name).toList();
    }

    private static List<String> snapshot(List<RunningApplication> asked, String name) {
        List<String> paths = new ArrayList<>();
        for (RunningApplication application : asked) {
            paths.add(snapshot(application, name).toString());
        }
        return paths;
    }

    private static Path snapshot(RunningApplication application, String name) {
        try {
            Path taken = takeSnapshot(application, name);
            application.remember(Kind.SNAPSHOT, Outcome.DONE, "%s: %s".formatted(name, taken));
            return taken;
        } catch (StageException e) {
            application.remember(Kind.SNAPSHOT, Outcome.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static Path takeSnapshot(RunningApplication application, String name) {
        String application_ = application.plan().name();
        Path directory = application.directory().snapshots().resolve(name);
        if (Files.exists(directory)) {
            throw new StageException(
                    "application %s already has a snapshot '%s': %s".formatted(application_, name, directory));
        }
        try {
            Path snapshot = application
                    .healthyJob()
                    .orElseThrow(() -> new StageException("its job does not run; 'status' shows why"))
                    .takeSavepoint(directory);
            application.say("took snapshot " + name);
            return snapshot;
        } catch (FlinkException | StageException e) {
            throw new StageException(
                    "no snapshot of application %s was taken: %s".formatted(application_, e.getMessage()), e);
        }
    }

    private List<String> rollBack(List<RunningApplication> asked) {
        List<RunningApplication> able = asked.stream()
                .filter(application -> application.versions().read().former().isPresent())
                .toList();
        if (able.isEmpty()) {
            throw new StageException("there is no earlier version to roll back to; an update creates one");
        }
        if (able.size() > 1) {
            throw new StageException("several applications have an earlier version; name one with --application: "
                    + String.join(
                            ", ",
                            able.stream()
                                    .map(application -> application.plan().shortName())
                                    .toList()));
        }
        return List.of(rollBack(able.get(0)));
    }

    private static String rollBack(RunningApplication application) {
        try {
            String done = returnToFormer(application);
            application.remember(Kind.ROLLBACK, Outcome.DONE, done);
            return done;
        } catch (FlinkException | StageException e) {
            application.remember(Kind.ROLLBACK, Outcome.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static String returnToFormer(RunningApplication application) {
        var versions = application.versions().read();
        var former = versions.former().orElseThrow();
        Optional<Path> state = application.versions().newestState(former);
        application.say("rolling back from %s to %s".formatted(application.version(), former));
        new VersionChange(application).rollBackTo(versions.withoutCurrent());
        return "application %s runs %s again, %s"
                .formatted(
                        application.plan().name(),
                        former,
                        state.map(StageOperations::readAgain)
                                .orElse("without state: it reads its inputs as at its first start"));
    }

    private static String readAgain(Path state) {
        Instant taken = VersionDirectory.completed(state).toInstant();
        return "from its snapshot of %s: the records of the last %d s are read again"
                .formatted(
                        taken.atZone(ZoneId.systemDefault()).toLocalTime().truncatedTo(ChronoUnit.SECONDS),
                        Duration.between(taken, Instant.now()).toSeconds());
    }
}
