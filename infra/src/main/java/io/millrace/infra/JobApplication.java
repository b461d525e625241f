package io.millrace.infra;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.FlinkApplicationProps;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job of the jar, deployed as an application to every stage: its streams, and what it overrides of the job's
 * defaults. To add a job is to add a value to {@link #ALL}. What differs between stages is in {@link StageConfig}.
 *
 * <p>An id in PascalCase names both ends of a binding: the stream {@code UserEvents} is bound to the job's input or output
 * {@code user-events}. Synthesis fails when the jar declares another one. Jobs that name the same stream share it.
 *
 * @param id of the stack and the application. A changed id is a new application, without the snapshots of the old one
 * @param description of the application
 * @param inputs ids of the streams that it reads
 * @param outputs ids of the streams that it writes, without {@code rejected}
 * @param rejected id of the stream of its output {@code rejected}
 * @param rejectedPerMinute rejected records per minute from which on there is an alarm
 * @param overrides of the job's defaults
 */
record JobApplication(
        String id,
        String description,
        List<String> inputs,
        List<String> outputs,
        String rejected,
        double rejectedPerMinute,
        Overrides overrides) {

    /** Overrides defaults of the job in an application of a stage. */
    interface Overrides {
        Overrides NONE = (application, state, config) -> {};

        void apply(FlinkApplicationProps.Builder application, StateStack state, StageConfig config);
    }

    /**
     * Two applications poll the stream, and a shard answers 5 GetRecords a second to all its readers: each makes 2, and one is
     * left to the tools that look into the stream (docs/decisions/0018-releases.md).
     */
    private static final Overrides MEASUREMENTS_SHARED =
            (application, state, config) -> application.pollInterval("measurements", Duration.ofMillis(500));

    static final List<JobApplication> ALL = List.of(
            builder("Lottery", "Draws a winner for each lottery and window")
                    .inputs("LotteryEvents", "UserEvents")
                    .outputs("Draws")
                    .rejected("Rejected")
                    // users break the lottery's rules every day; this many point to a broken producer
                    .rejectedPerMinute(600)
                    .overrides(new LotteryOverrides(LotteryOverrides.DRAW_KEY_VERSIONS))
                    .build(),
            builder("BookingAlerts", "Matches bookings with their events, and escalates those that match a sequence")
                    .inputs("BookingCreated", "BookingEvents")
                    .outputs("Alerts", "Escalations")
                    .rejected("BookingRejected")
                    .build(),
            builder("Rollup", "Reduces measurements to one record for each key and minute")
                    .inputs("Measurements")
                    .outputs("Rollups")
                    .overrides(MEASUREMENTS_SHARED)
                    .build(),
            builder("Outliers", "Detects values that deviate from the running mean of their key")
                    .inputs("Measurements")
                    .outputs("Outliers")
                    .overrides(MEASUREMENTS_SHARED)
                    .build());

    /** Starts an application without overrides, whose stream of rejected records is {@code <id>Rejected}. */
    static Builder builder(String id, String description) {
        return new Builder(id, description);
    }

    /** The job's name in the jar. */
    String job() {
        return hyphenated(id);
    }

    /** Ids of all streams of the jobs, each once. A changed id is a new stream, without the records of the old one. */
    static Set<String> streams(List<JobApplication> jobs) {
        Set<String> streams = new LinkedHashSet<>();
        for (JobApplication job : jobs) {
            streams.addAll(job.inputs());
            streams.addAll(job.outputs());
            streams.add(job.rejected());
        }
        return streams;
    }

    /** {@code user-events} of {@code UserEvents}. */
    static String hyphenated(String id) {
        return id.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Builds a {@link JobApplication}. */
    static final class Builder {
        private final String id;
        private final String description;
        private List<String> inputs = List.of();
        private List<String> outputs = List.of();
        private @Nullable String rejected;
        private double rejectedPerMinute = 60;
        private Overrides overrides = Overrides.NONE;

        private Builder(String id, String description) {
            this.id = requireNonNull(id, "id is null");
            this.description = requireNonNull(description, "description is null");
        }

        Builder inputs(String... streams) {
            this.inputs = List.of(streams);
            return this;
        }

        Builder outputs(String... streams) {
            this.outputs = List.of(streams);
            return this;
        }

        Builder rejected(String stream) {
            this.rejected = stream;
            return this;
        }

        Builder rejectedPerMinute(double rejectedPerMinute) {
            this.rejectedPerMinute = rejectedPerMinute;
            return this;
        }

        Builder overrides(Overrides overrides) {
            this.overrides = overrides;
            return this;
        }

        JobApplication build() {
            return new JobApplication(
                    id,
                    description,
                    inputs,
                    outputs,
                    rejected == null ? id + "Rejected" : rejected,
                    rejectedPerMinute,
                    overrides);
        }
    }
}
