package io.millrace.infra;

import static io.millrace.infra.StageStream.ALERTS;
import static io.millrace.infra.StageStream.BOOKING_CREATED;
import static io.millrace.infra.StageStream.BOOKING_EVENTS;
import static io.millrace.infra.StageStream.BOOKING_REJECTED;
import static io.millrace.infra.StageStream.DRAWS;
import static io.millrace.infra.StageStream.ESCALATIONS;
import static io.millrace.infra.StageStream.LOTTERY_EVENTS;
import static io.millrace.infra.StageStream.MEASUREMENTS;
import static io.millrace.infra.StageStream.OUTLIERS;
import static io.millrace.infra.StageStream.OUTLIERS_REJECTED;
import static io.millrace.infra.StageStream.REJECTED;
import static io.millrace.infra.StageStream.ROLLUPS;
import static io.millrace.infra.StageStream.ROLLUP_REJECTED;
import static io.millrace.infra.StageStream.USER_EVENTS;

import io.millrace.constructs.flink.FlinkApplicationBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job of the jar as an application of every stage: its streams and settings. What a stage decides is in
 * {@link StageConfig}.
 *
 * @param id of its stack and its application: another one is another application, without the old one's snapshots
 * @param job the job's name
 * @param description what the application does
 * @param inputs input's name to its stream
 * @param outputs output's name to its stream, without the one for what is rejected
 * @param rejected stream of the output {@code rejected}
 * @param rejectedPerMinute from how many rejected records a minute on there is an alarm
 * @param settings gives the application what is not the job's default
 */
record JobApplication(
        String id,
        String job,
        String description,
        Map<String, StageStream> inputs,
        Map<String, StageStream> outputs,
        StageStream rejected,
        double rejectedPerMinute,
        Settings settings) {

    /** Gives an application of a stage what is not its job's default. */
    interface Settings {
        Settings NONE = (application, state, config) -> {};

        void give(FlinkApplicationBuilder application, StateStack state, StageConfig config);
    }

    JobApplication {
        // property groups in a fixed order: else every synthesis would be another template
        inputs = new TreeMap<>(inputs);
        outputs = new TreeMap<>(outputs);
    }

    private static final JobApplication LOTTERY = new JobApplication(
            "Lottery",
            "lottery",
            "Draws a winner for each lottery and window",
            Map.of("lottery-events", LOTTERY_EVENTS, "user-events", USER_EVENTS),
            Map.of("draws", DRAWS),
            REJECTED,
            // users break the lottery's rules every day; this many are a producer that is broken
            600,
            (application, state, config) -> {
                application.setting("draw.window", Duration.ofSeconds(10));
                if (config.drawKeyVersion() == null) {
                    application.secret("draw.key", state.drawKey());
                } else {
                    application.secret("draw.key", state.drawKey(), config.drawKeyVersion());
                }
            });

    private static final JobApplication BOOKING_ALERTS = new JobApplication(
            "BookingAlerts",
            "booking-alerts",
            "Alerts when a booking has got what it waited for, and when it has not",
            Map.of("booking-created", BOOKING_CREATED, "booking-events", BOOKING_EVENTS),
            Map.of("alerts", ALERTS, "escalations", ESCALATIONS),
            BOOKING_REJECTED,
            60,
            Settings.NONE);

    private static final JobApplication ROLLUP = new JobApplication(
            "Rollup",
            "rollup",
            "Reduces measurements to one record for each key and minute",
            Map.of("measurements", MEASUREMENTS),
            Map.of("rollups", ROLLUPS),
            ROLLUP_REJECTED,
            60,
            Settings.NONE);

    private static final JobApplication OUTLIER_SEARCH = new JobApplication(
            "Outliers",
            "outliers",
            "Finds measurements far from what their key has shown so far",
            Map.of("measurements", MEASUREMENTS),
            Map.of("outliers", OUTLIERS),
            OUTLIERS_REJECTED,
            60,
            Settings.NONE);

    static final List<JobApplication> ALL = List.of(LOTTERY, BOOKING_ALERTS, ROLLUP, OUTLIER_SEARCH);
}
