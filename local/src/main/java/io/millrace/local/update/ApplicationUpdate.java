package io.millrace.local.update;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.console.report.history.HistoryEvent.Kind;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import io.millrace.contract.jar.JarCheck;
import io.millrace.contract.jar.JarContents;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.application.RunningApplication;
import io.millrace.local.application.RunningJob;
import io.millrace.local.files.Directories;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.process.StageException;
import io.millrace.local.versions.PlanChange;
import io.millrace.local.versions.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Updates a running application to another plan, with its state: through a snapshot, as the service does. */
final class ApplicationUpdate {
    private final RunningApplication application;
    private final ApplicationPlan next;
    private final List<PlanChange> changes;
    private final boolean allowNonRestoredState;
    private final FlinkClusters flink;

    /**
     * An update.
     *
     * @param next the plan to update to; its jar is in the store
     * @param allowNonRestoredState whether state may be dropped even if the plan does not allow it
     */
    ApplicationUpdate(
            RunningApplication application, ApplicationPlan next, boolean allowNonRestoredState, FlinkClusters flink) {
        this.application = requireNonNull(application, "application is null");
        this.next = requireNonNull(next, "next is null");
        this.changes = PlanChange.between(application.version().plan(), next);
        this.allowNonRestoredState = allowNonRestoredState;
        this.flink = requireNonNull(flink, "flink is null");
    }

    boolean isNeeded() {
        return !changes.isEmpty();
    }

    /** The changes, for display. */
    List<String> lines() {
        return Stream.concat(Stream.of("application " + next.name()), PlanChange.lines(changes).stream())
                .toList();
    }

    private boolean mayDropState() {
        return allowNonRestoredState || next.restore().allowNonRestoredState();
    }

    /**
     * The reason to refuse the update: the jar does not fit the runtime, state would be dropped without permission or cannot be
     * read, or the new job cannot start.
     */
    Optional<String> refusal() {
        try {
            Optional<String> refusal = reasonToRefuse();
            refusal.ifPresent(reason -> application.remember(kind(), Outcome.FAILED, reason));
            return refusal;
        } catch (StageException e) {
            application.remember(kind(), Outcome.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private Kind kind() {
        return changes.stream().allMatch(PlanChange::isOfParallelism) ? Kind.SCALING : Kind.UPDATE;
    }

    private Optional<String> reasonToRefuse() {
        List<String> violations = JarContents.ofJar(next.jar())
                .map(jar -> JarCheck.violations(jar, next.runtime()))
                .orElse(List.of());
        if (!violations.isEmpty()) {
            return Optional.of("application %s is not updated and keeps running: %s"
                    .formatted(next.name(), String.join("%n  ".formatted(), violations)));
        }
        Optional<String> wayBack =
                LocalRuntime.wayBack(application.version().plan().runtime(), next.runtime());
        if (keepsState() && wayBack.isPresent()) {
            return Optional.of(
                    ("application %s is not updated and keeps running: %s; 'millrace local rollback' returns to"
                                    + " the version before, with the snapshot of its stop")
                            .formatted(next.name(), wayBack.get()));
        }
        List<String> losses = losses();
        if (mayDropState()) {
            losses.forEach(loss -> application.say("dropping state: " + loss));
            return Optional.empty();
        }
        return losses.isEmpty()
                ? Optional.empty()
                : Optional.of(("application %s is not updated and keeps running, since state would be dropped:%n  %s%n"
                                + "--allow-non-restored-state drops it")
                        .formatted(next.name(), String.join("%n  ".formatted(), losses)));
    }

    private List<String> losses() {
        if (!keepsState()) {
            return List.of(
                    next.restore().fromSnapshot()
                            ? "snapshots are off, so the job would start without its state"
                            : "the template has SKIP_RESTORE_FROM_SNAPSHOT, so the job would start without its state");
        }
        ApplicationDirectory work =
                new ApplicationDirectory(application.directory().path().resolve("check"));
        Directories.delete(work.path());
        try {
            flink.prepare(next, application::say);
            Optional<Path> state = currentState(work);
            return state.isEmpty()
                    ? List.of()
                    : flink.losses(work, application.version().plan(), state.get(), next, Optional.empty());
        } catch (FlinkException | StageException e) {
            throw new StageException(
                    "application %s is not updated and keeps running: %s".formatted(next.name(), e.getMessage()), e);
        } finally {
            Directories.delete(work.path());
        }
    }

    /** The service takes a snapshot if the application has snapshots on, and restores it unless the template skips that. */
    private boolean keepsState() {
        return application.version().plan().snapshots() && next.restore().fromSnapshot();
    }

    /** The current state, for the check: a savepoint, since a checkpoint may be deleted by the next one. */
    private Optional<Path> currentState(ApplicationDirectory work) {
        Optional<RunningJob> job = application.healthyJob();
        return job.isPresent()
                ? Optional.of(job.get().takeSavepoint(work.snapshots()))
                : application.versions().newestState(application.version());
    }

    /**
     * Stops the job with a savepoint and starts the new version from it.
     *
     * @return what runs now
     * @throws StageException when the new version is not healthy and the former one runs again
     */
    String apply() {
        try {
            String done = change();
            application.remember(
                    kind(),
                    Outcome.DONE,
                    changes.stream().map(PlanChange::toString).collect(joining("; ")));
            return done;
        } catch (StageException e) {
            application.remember(kind(), Outcome.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private String change() {
        Versions versions = application.versions().read();
        Optional<Path> state = keepsState() ? leave() : leaveWithoutState();
        Versions following = versions.followedBy(next, state, allowNonRestoredState);
        new VersionChange(application).add(following);
        return "application %s runs %s"
                .formatted(next.name(), following.current().orElseThrow());
    }

    private Optional<Path> leaveWithoutState() {
        application.kill();
        return Optional.empty();
    }

    private Optional<Path> leave() {
        try {
            return application.leave();
        } catch (StageException e) {
            throw new StageException("application %s is not updated: %s".formatted(next.name(), e.getMessage()), e);
        }
    }
}
