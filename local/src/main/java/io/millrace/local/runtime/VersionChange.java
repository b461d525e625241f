package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.flink.FlinkException;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.Versions;

/**
 * Takes an application from the version that runs to another one. If that does not come up healthy, the application goes
 * back by itself to where it was, as on the service with system rollback; whatever is killed meanwhile, the next start is
 * of one of the two, with its own state.
 */
final class VersionChange {
    private final RunningApplication application;

    VersionChange(RunningApplication application) {
        this.application = requireNonNull(application, "application is null");
    }

    /**
     * Starts a version that is new, of an application whose job has ended.
     *
     * @throws StageException with the job's own cause, when it did not come up healthy and the application went back
     */
    void add(Versions next) {
        Versions before = application.versions().read();
        application.versions().add(next);
        run(before, next);
    }

    /** The same with a version that ran before. */
    void goBack(Versions next) {
        Versions before = application.versions().read();
        application.versions().write(next);
        run(before, next);
    }

    private void run(Versions before, Versions next) {
        Version version = next.current().orElseThrow();
        try {
            application.run(version);
            application.awaitHealthy();
        } catch (FlinkException | StageException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // the stage ends, and goes on with this version when it starts again
            }
            application.kill();
            throw undone(before, version, e);
        }
        application.versions().tidyUp();
    }

    private StageException undone(Versions before, Version failed, RuntimeException cause) {
        Version former = before.current().orElseThrow();
        application.say("%s is not healthy; going back to %s".formatted(failed, former));
        application.versions().write(before);
        String outcome = "runs again";
        try {
            application.run(former);
        } catch (StageException e) {
            outcome = "is tried again, but does not start either: " + e.getMessage();
        }
        application.versions().tidyUp();
        return new StageException(
                "application %s went back, for %s was not healthy: %s%n%s %s"
                        .formatted(application.plan().name(), failed, cause.getMessage(), former, outcome),
                cause);
    }
}
