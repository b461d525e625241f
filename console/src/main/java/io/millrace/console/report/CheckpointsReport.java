package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A job's checkpoints since it was submitted; what is about the last one is absent before the first. */
public record CheckpointsReport(
        long completed,
        long failed,
        Optional<Long> lastAtMillis,
        Optional<Long> lastDurationMillis,
        Optional<Long> lastBytes) {
    public static final CheckpointsReport NONE =
            new CheckpointsReport(0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    public CheckpointsReport {
        requireNonNull(lastAtMillis, "lastAtMillis is null");
        requireNonNull(lastDurationMillis, "lastDurationMillis is null");
        requireNonNull(lastBytes, "lastBytes is null");
    }
}
