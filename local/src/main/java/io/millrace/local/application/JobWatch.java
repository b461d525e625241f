package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import io.millrace.local.versions.VersionDirectory;
import java.util.List;
import java.util.function.Consumer;

/** Watches one run of a job: reports restarts and the end, and deletes the checkpoints of earlier runs. */
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

    void check(RunningJob job) {
        ApplicationStatus status = job.status();
        if (status.restarts() > restarts) {
            restarts = status.restarts();
            events.accept(
                    "restarted (%d): %s".formatted(restarts, status.failure().orElse("unknown cause")));
        }
        if (status.checkpoints() > 0 && !hasCheckpoint) {
            // earlier runs are no longer needed
            hasCheckpoint = true;
            if (directory.newestState(false).isEmpty()) {
                events.accept("a checkpoint was completed, but none is in %s; the next start will lose the job's state"
                        .formatted(directory.checkpoints()));
            }
            directory.remember("a checkpoint");
            directory.keepOnly(job.jobId());
        }
        if (ENDS.contains(status.status()) && !hasEnded) {
            hasEnded = true;
            events.accept(status.status()
                    + status.failure().map(cause -> ": " + cause).orElse(""));
        }
    }
}
