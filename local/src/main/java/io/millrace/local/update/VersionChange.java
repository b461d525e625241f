package io.millrace.local.update;

import static java.util.Objects.requireNonNull;

import io.millrace.local.application.RunningApplication;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.process.StageException;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.Versions;
import java.io.UncheckedIOException;

/**
 * Changes an application from the running version to another one. If the new version is not healthy, the application rolls
 * back, as on the service with system rollback. If the process is killed meanwhile, the next start runs one of the two
 * versions, with its own state.
 */
final class VersionChange {
    private final RunningApplication application;

    VersionChange(RunningApplication application) {
        this.application = requireNonNull(application, "application is null");
    }

    /**
     * Starts a new version of an application whose job has ended.
     *
     * @throws StageException when the version is not healthy and was rolled back; the message has the job's root cause
     */
    void add(Versions next) {
        Versions before = application.versions().read();
        application.versions().add(next);
        run(before, next);
    }

    /** Ends the job, and starts a version that ran before. */
    void rollBackTo(Versions next) {
        Versions before = application.versions().read();
        // first, so that the job runs on when this cannot be written
        application.versions().write(next);
        application.kill();
        run(before, next);
    }

    private void run(Versions before, Versions next) {
        Version version = next.current().orElseThrow();
        try {
            application.run(version);
            application.awaitHealthy();
        } catch (FlinkException | StageException | UncheckedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // the stage is stopping; its next start runs this version
            }
            application.kill();
            throw rolledBack(before, version, e);
        }
        application.versions().tidyUp();
    }

    private StageException rolledBack(Versions before, Version failed, RuntimeException cause) {
        Version former = before.current().orElseThrow();
        application.say("%s is not healthy; rolling back to %s".formatted(failed, former));
        application.versions().write(before);
        String outcome = "runs again";
        try {
            application.run(former);
        } catch (StageException | UncheckedIOException e) {
            outcome = "will be tried again, since it does not start either: " + e.getMessage();
        }
        application.versions().tidyUp();
        return new StageException(
                "application %s was rolled back, since %s was not healthy: %s%n%s %s"
                        .formatted(application.plan().name(), failed, cause.getMessage(), former, outcome),
                cause);
    }
}
