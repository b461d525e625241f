package io.millrace.console.report.history;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something that happened to a stage or to one of its applications.
 *
 * @param application its physical name; absent for the stage as a whole
 * @param version the version that the application has run since; absent for the stage as a whole
 * @param text what was done, or why it failed; of an alarm, its name and its metric's value
 */
public record HistoryEvent(
        long atMillis,
        Kind kind,
        Optional<String> application,
        Optional<Integer> version,
        Outcome outcome,
        String text) {
    public HistoryEvent {
        requireNonNull(kind, "kind is null");
        requireNonNull(application, "application is null");
        requireNonNull(version, "version is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(text, "text is null");
    }

    /** What happened. */
    public enum Kind {
        START,
        STOP,
        /** Flink has restarted the job, or the stage has started a process again that had ended. */
        RESTART,
        SNAPSHOT,
        UPDATE,
        ROLLBACK,
        /** An update that changed the parallelism alone. */
        SCALING,
        ALARM
    }

    /** How it ended; the last three are an alarm's states, by CloudWatch's names. */
    public enum Outcome {
        DONE,
        FAILED,
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /** An event of the stage as a whole. */
    public static HistoryEvent ofStage(Kind kind, Outcome outcome, String text) {
        return new HistoryEvent(System.currentTimeMillis(), kind, Optional.empty(), Optional.empty(), outcome, text);
    }

    /**
     * An event of an application.
     *
     * @param version empty when none of it was started
     */
    public static HistoryEvent ofApplication(
            Kind kind, String application, Optional<Integer> version, Outcome outcome, String text) {
        return new HistoryEvent(System.currentTimeMillis(), kind, Optional.of(application), version, outcome, text);
    }
}
