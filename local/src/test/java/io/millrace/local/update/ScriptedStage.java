package io.millrace.local.update;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.application.Applications;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.application.FlinkSettings;
import io.millrace.local.application.LocalSecrets;
import io.millrace.local.application.RunningApplication;
import io.millrace.local.application.StageEnvironment;
import io.millrace.local.history.StageHistory;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.server.RunningServers;
import io.millrace.local.versions.JarStore;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The applications of a stage on a {@link ScriptedFlink}: everything but processes and streams is real. */
final class ScriptedStage {
    private final JarStore jars;
    private final Applications applications;
    private final StageOperations operations;
    private final StageHistory history;
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** @param listener receives each event, and may end the stage by throwing an {@link Error} */
    ScriptedStage(Path assembly, Path directory, FlinkClusters flink, Consumer<String> listener) {
        this.jars = new JarStore(directory.resolve("jars"));
        this.history = new StageHistory(directory.resolve("history.jsonl"));
        Consumer<String> heard = event -> {
            events.add(event);
            listener.accept(event);
        };
        DeploymentPlan plan = StagePlanner.plan(CloudAssembly.read(assembly).defaultStage());
        StageEnvironment environment = new StageEnvironment(
                new RunningServers(List.of()),
                new LocalSecrets(directory.resolve("secrets")),
                directory.resolve("buckets"),
                Map.of(),
                FlinkSettings.NONE,
                plan);
        applications = new Applications(plan.applications().stream()
                .map(application -> new RunningApplication(
                        application,
                        new ApplicationDirectory(
                                directory.resolve("applications").resolve(application.name())),
                        flink,
                        heard,
                        history,
                        () -> {}))
                .toList());
        operations = new StageOperations(
                assembly, plan, PlanSettings.DEFAULT, applications, environment, jars, flink, heard);
    }

    ScriptedStage start() {
        applications.start(jars, Thread::new);
        return this;
    }

    List<String> carryOut(OperationRequest request) {
        return operations.carryOut(request);
    }

    void watch() {
        applications.watch();
    }

    void stop() {
        applications.stop();
    }

    void kill() {
        applications.kill();
    }

    ApplicationStatus status() {
        return application().job().orElseThrow().status();
    }

    /** What the application's job runs with. */
    Optional<String> setting(String key) {
        return Optional.ofNullable(
                application().plan().propertyGroups().get("Job").get(key));
    }

    List<Integer> versions() {
        Versions versions = application().versions().read();
        return versions.all().stream().map(Version::number).toList();
    }

    private RunningApplication application() {
        return applications.all().get(0);
    }

    /** What has happened, as {@code UPDATE 2 DONE: text}. */
    List<String> history() {
        return history.read().stream()
                .map(event -> "%s %s %s: %s"
                        .formatted(
                                event.kind(),
                                event.version().map(String::valueOf).orElse("-"),
                                event.outcome(),
                                event.text()))
                .toList();
    }

    /** The jars that an update would take. */
    Map<String, Path> newerJars() {
        return operations.newerJars();
    }

    List<String> events() {
        return events;
    }
}
