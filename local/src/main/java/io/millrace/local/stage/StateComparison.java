package io.millrace.local.stage;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.template.GivenValues;
import io.millrace.contract.service.ServiceQuotas;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.files.Directories;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.update.PlanSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Compares two assemblies of a stage: the state of the first that the second would lose. Each application whose jar, runtime
 * or property groups differ starts here in both versions, without state, and the savepoints of the two are compared: they
 * name every operator and every state with its type. Other applications are not started.
 */
public final class StateComparison {
    /** Enough: the types of states are the same at every parallelism. */
    private static final int PARALLELISM = 2;

    private final String stage;
    private final ServiceQuotas quotas;
    private final Consumer<String> events;
    private final List<Loss> losses = new ArrayList<>();

    /**
     * A comparison, which starts nothing yet.
     *
     * @param quotas of the account that the stage is deployed to
     * @param events receives a line for everything that happens
     */
    public StateComparison(String stage, ServiceQuotas quotas, Consumer<String> events) {
        this.stage = requireNonNull(stage, "stage is null");
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.events = requireNonNull(events, "events is null");
    }

    /**
     * One of the assemblies.
     *
     * @param given what AWS would know
     */
    public record Release(Path assembly, GivenValues given) {}

    /**
     * State that would be lost.
     *
     * @param application the name of the application
     * @param loss a sentence about the operator or the state
     * @param isAllowed whether the application's template allows it
     */
    public record Loss(String application, String loss, boolean isAllowed) {}

    /** An application in both assemblies. */
    private record Change(ApplicationPlan before, ApplicationPlan after) {
        boolean isSame() {
            try {
                return before.runtime().equals(after.runtime())
                        && before.propertyGroups().equals(after.propertyGroups())
                        && Files.mismatch(before.jar(), after.jar()) < 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Runs the comparison.
     *
     * @throws StageException when an application does not start or takes no savepoint
     */
    public List<Loss> losses(Release before, Release after) {
        List<Change> changes = changes(before, after);
        if (!changes.isEmpty()) {
            tryOut(before, after, changes);
        }
        return List.copyOf(losses);
    }

    private List<Change> changes(Release before, Release after) {
        List<ApplicationPlan> next = plan(after).applications();
        List<Change> changes = new ArrayList<>();
        for (ApplicationPlan old : plan(before).applications()) {
            Optional<Change> change = next.stream()
                    .filter(plan ->
                            plan.stack().equals(old.stack()) && plan.logicalId().equals(old.logicalId()))
                    .findFirst()
                    .map(plan -> new Change(old, plan));
            if (change.isEmpty()) {
                losses.add(new Loss(
                        old.name(), "it is not in the new assembly, so all of its state would be lost", false));
            } else if (!change.get().isSame()) {
                add(change.get(), changes);
            }
        }
        return changes;
    }

    private void add(Change change, List<Change> changes) {
        Optional<String> wayBack =
                LocalRuntime.wayBack(change.before().runtime(), change.after().runtime());
        if (!change.after().restore().fromSnapshot()) {
            events.accept(change.after().name() + ": its template lets it start without state");
        } else if (wayBack.isPresent()) {
            losses.add(new Loss(
                    change.after().name(),
                    wayBack.get() + "; restore the snapshot from before the move instead",
                    false));
        } else {
            changes.add(change);
        }
    }

    private DeploymentPlan plan(Release release) {
        CloudAssembly read = CloudAssembly.read(release.assembly());
        return new PlanSettings(quotas, OptionalInt.of(PARALLELISM), release.given(), true)
                .plan(read, read.stage(stage), Optional.empty());
    }

    private void tryOut(Release before, Release after, List<Change> changes) {
        Path work = temporaryDirectory();
        try {
            List<Path> old = new ArrayList<>();
            List<ApplicationPlan> former = changes.stream().map(Change::before).toList();
            try (Trial trial = start(before, former, work.resolve("before"))) {
                old.addAll(trial.snapshots());
            }
            List<ApplicationPlan> next = changes.stream().map(Change::after).toList();
            try (Trial trial = start(after, next, work.resolve("after"))) {
                List<Path> taken = trial.snapshots();
                for (int i = 0; i < changes.size(); i++) {
                    ApplicationDirectory check = new ApplicationDirectory(work.resolve("check"));
                    compare(
                            changes.get(i),
                            old.get(i),
                            taken.get(i),
                            trial.stage().flink(),
                            check);
                }
            }
        } finally {
            Directories.delete(work);
        }
    }

    private void compare(Change change, Path old, Path trial, FlinkClusters flink, ApplicationDirectory work) {
        List<String> found = flink.losses(work, change.before(), old, change.after(), Optional.of(trial));
        List<String> allowed = !found.isEmpty() && change.after().restore().allowNonRestoredState()
                ? flink.losses(work, change.before(), old, change.after(), Optional.empty())
                : List.of();
        found.forEach(loss -> losses.add(new Loss(change.after().name(), loss, allowed.contains(loss))));
    }

    private Trial start(Release release, List<ApplicationPlan> applications, Path state) {
        return new Trial(
                LocalStage.builder(release.assembly())
                        .stage(stage)
                        .given(release.given())
                        .streams(StreamBackend.KINESIS)
                        .quotas(quotas)
                        .maxParallelism(PARALLELISM)
                        .applications(
                                applications.stream().map(ApplicationPlan::name).toArray(String[]::new))
                        .stateDirectory(state)
                        .events(events)
                        .start(),
                applications);
    }

    /** A stage that runs for the comparison only. */
    private record Trial(LocalStage stage, List<ApplicationPlan> applications) implements AutoCloseable {
        /** Takes a savepoint of each application, and returns their paths. */
        private List<Path> snapshots() {
            return applications.stream()
                    .map(application -> OperationRequest.snapshot(List.of(application.name()), "trial"))
                    .map(request -> Path.of(stage.carryOut(request).get(0)))
                    .toList();
        }

        @Override
        public void close() {
            stage.discard();
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("millrace-state-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
