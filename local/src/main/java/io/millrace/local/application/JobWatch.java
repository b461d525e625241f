package io.millrace.local.application;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.history.HistoryEvent.Kind;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import io.millrace.local.versions.VersionDirectory;
import java.util.List;
import java.util.function.Consumer;

/** Watches one run of a job: reports restarts and the end, and deletes the checkpoints of earlier runs. */
final class JobWatch {
    private static final List<String> ENDS = List.of("FINISHED", "FAILED", "CANCELED");

    private final VersionDirectory directory;
    private final Consumer<String> events;
    private final Memory history;
    private long restarts;
    private boolean hasCheckpoint;
    private boolean hasEnded;

    /** Keeps what has happened. */
    interface Memory {
        void remember(Kind kind, Outcome outcome, String text);
    }

    JobWatch(VersionDirectory directory, Consumer<String> events, Memory history) {
        this.directory = requireNonNull(directory, "directory is null");
        this.events = requireNonNull(events, "events is null");
        this.history = requireNonNull(history, "history is null");
    }

    void check(RunningJob job) {
        ApplicationStatus status = job.status();
        if (status.restarts() > restarts) {
            restarts = status.restarts();
            String text =
                    "restarted (%d): %s".formatted(restarts, status.failure().orElse("unknown cause"));
            events.accept(text);
            history.remember(Kind.RESTART, Outcome.FAILED, text);
        }
        if (status.checkpoints() > 0 && !hasCheckpoint) {
            boolean here = directory.newestState(false).isPresent();
            directory.remember("a checkpoint");
            // earlier runs are no longer needed
            directory.keepOnly(job.jobId());
            hasCheckpoint = true;
            if (!here) {
                events.accept("a checkpoint was completed, but none is in %s; the next start will lose the job's state"
                        .formatted(directory.checkpoints()));
            }
        }
        if (ENDS.contains(status.status()) && !hasEnded) {
            hasEnded = true;
            String text = status.status()
                    + status.failure().map(cause -> ": " + cause).orElse("");
            events.accept(text);
            history.remember(Kind.STOP, status.status().equals("FAILED") ? Outcome.FAILED : Outcome.DONE, text);
        }
    }
}
