package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.files.Directories;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.versions.PlanChange;
import io.millrace.local.versions.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings another plan to an application that runs, with its state: as the service does, through a snapshot. */
final class ApplicationUpdate {
    private final RunningApplication application;
    private final ApplicationPlan next;
    private final List<PlanChange> changes;
    private final boolean allowNonRestoredState;
    private final StageSite site;
    private final LocalHome home;

    /**
     * An update.
     *
     * @param next what is to run; its jar is kept
     * @param allowNonRestoredState whether state may be dropped, whatever the plan says
     */
    ApplicationUpdate(
            RunningApplication application,
            ApplicationPlan next,
            boolean allowNonRestoredState,
            StageSite site,
            LocalHome home) {
        this.application = requireNonNull(application, "application is null");
        this.next = requireNonNull(next, "next is null");
        this.changes = PlanChange.between(application.version().plan(), next);
        this.allowNonRestoredState = allowNonRestoredState;
        this.site = requireNonNull(site, "site is null");
        this.home = requireNonNull(home, "home is null");
    }

    boolean changesSomething() {
        return !changes.isEmpty();
    }

    /** What changes, for a person to read. */
    List<String> lines() {
        return Stream.concat(Stream.of("application " + next.name()), PlanChange.lines(changes).stream())
                .toList();
    }

    private boolean mayDropState() {
        return allowNonRestoredState || next.restore().allowNonRestoredState();
    }

    /** Why it must not be done: state would be dropped without leave, or the new job cannot start. */
    Optional<String> refusal() {
        List<String> losses = losses();
        if (mayDropState()) {
            losses.forEach(loss -> application.say("drops state: " + loss));
            return Optional.empty();
        }
        return losses.isEmpty()
                ? Optional.empty()
                : Optional.of(("application %s is not updated and runs on, for its state would be dropped:%n  %s%n"
                                + "--allow-non-restored-state drops it")
                        .formatted(next.name(), String.join("%n  ".formatted(), losses)));
    }

    private List<String> losses() {
        if (!keepsState()) {
            return List.of(
                    next.restore().fromSnapshot()
                            ? "snapshots are off, so nothing that the job knows is kept"
                            : "the template says SKIP_RESTORE_FROM_SNAPSHOT, so nothing that the job knows is kept");
        }
        ApplicationDirectory work =
                new ApplicationDirectory(application.directory().path().resolve("check"));
        Directories.delete(work.path());
        try {
            Optional<Path> state = specimen(work);
            return state.isEmpty()
                    ? List.of()
                    : new StateCheck(work, home, site)
                            .losses(application.version().plan(), state.get(), next);
        } catch (FlinkException | StageException e) {
            throw new StageException(
                    "application %s is not updated and runs on: %s".formatted(next.name(), e.getMessage()), e);
        } finally {
            Directories.delete(work.path());
        }
    }

    /** The service takes a snapshot when the application has them on, and restores it unless it is told to skip that. */
    private boolean keepsState() {
        return application.version().plan().snapshots() && next.restore().fromSnapshot();
    }

    /** State of today to look at: a savepoint, for a checkpoint may be gone with the next one. */
    private Optional<Path> specimen(ApplicationDirectory work) {
        Optional<RunningJob> job = application.healthyJob();
        return job.isPresent()
                ? Optional.of(job.get().takeSavepoint(work.snapshots()))
                : application.versions().newestState(application.version());
    }

    /**
     * Stops the job with a savepoint and starts the new version from it.
     *
     * @return what runs now
     * @throws StageException when the new version is not healthy, and the former one runs again
     */
    String apply() {
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
