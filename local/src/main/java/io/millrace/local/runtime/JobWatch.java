package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.local.versions.VersionDirectory;
import java.util.List;
import java.util.function.Consumer;

/** Follows one run of a job: tells of restarts and of the end, and tidies up what earlier runs left. */
final class JobWatch {
    private static final List<String> ENDS = List.of("FINISHED", "FAILED", "CANCELED");

    private final VersionDirectory directory;
    private final Consumer<String> events;
    private long restarts;
    private boolean hasCheckpoint;
    private boolean hasEnded;

    JobWatch(VersionDirectory directory, Consumer<String> events) {
        this.directory = requireNonNull(directory, "directory is null");
        this.events = requireNonNull(events, "events is null");
    }

    void look(RunningJob job) {
        ApplicationStatus status = job.status();
        if (status.restarts() > restarts) {
            restarts = status.restarts();
            events.accept(
                    "restarted (%d): %s".formatted(restarts, status.failure().orElse("no cause given")));
        }
        if (status.checkpoints() > 0 && !hasCheckpoint) {
            // from here on nothing of a former run is needed
            hasCheckpoint = true;
            directory.keepOnly(job.jobId());
        }
        if (ENDS.contains(status.status()) && !hasEnded) {
            hasEnded = true;
            events.accept(status.status()
                    + status.failure().map(cause -> ": " + cause).orElse(""));
        }
    }
}
