package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceParser;
import io.millrace.job.json.JsonFields;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** The settings of the job {@code booking-alerts}. Immutable. */
final class BookingSettings {
    static final Setting<String> CREATED_ID_PATH =
            path("created.id.path", "$.bookingId", "Where a creation holds the booking's id.");
    static final Setting<String> CREATED_TIME_PATH = path(
            "created.time.path",
            "$.timestamp",
            "Where a creation holds its time: epoch milliseconds, or ISO 8601 with an offset.");
    static final Setting<String> CREATED_VALUE_PATH =
            path("created.value.path", "$.value", "A value of the creation that the alert repeats, if present.");
    static final Setting<String> EVENT_ID_PATH =
            path("events.id.path", "$.bookingId", "Where an event holds the booking's id.");
    static final Setting<String> EVENT_TIME_PATH = path(
            "events.time.path",
            "$.timestamp",
            "Where an event holds its time: epoch milliseconds, or ISO 8601 with an offset.");
    static final Setting<String> EVENT_TYPE_PATH =
            path("events.type.path", "$.type", "Where an event holds its type, which escalations refer to.");
    static final Setting<String> EVENT_VALUE_PATH = path(
            "events.value.path", "$.value", "A value of the latest counting event that the alert repeats, if present.");
    static final Setting<String> CONDITION_PATH =
            path("events.condition.path", "$.type", "Where an event holds the value that decides whether it counts.");

    static final Setting<List<String>> CONDITION_VALUES = Setting.of(ConfigOptions.key("events.condition.values")
            .stringType()
            .asList()
            .defaultValues("PAYMENT_SUCCEEDED")
            .withDescription(
                    "An event counts if it holds one of these values there. Separated by semicolons; * for any value that is not"
                            + " null."));

    static final Setting<Integer> COUNT = Setting.of(ConfigOptions.key("events.count")
                    .intType()
                    .defaultValue(1)
                    .withDescription("How many events must count, besides the creation, for a MATCHED alert."))
            .atLeast(1);

    static final Setting<Duration> MATCH_TIMEOUT = Setting.of(ConfigOptions.key("match.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(15))
                    .withDescription(
                            "How long, in event time, a booking's first record waits for the rest. After that the alert is"
                                    + " UNMATCHED.")
                    .withDeprecatedKeys("patience"))
            .atLeast(Duration.ofMillis(1))
            .atMost(EventTimeSettings.LONGEST);

    static final Setting<Duration> ALERT_RETENTION = Setting.of(ConfigOptions.key("alert.retention")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "How long, in event time, a booking's alert is remembered. Until then the booking gives no second"
                                    + " one.")
                    .withDeprecatedKeys("memory"))
            .atLeast(Duration.ofMillis(1))
            .atMost(EventTimeSettings.LONGEST);

    static final Setting<String> ESCALATIONS = Setting.of(ConfigOptions.key("escalations")
            .stringType()
            .defaultValue("payment-trouble: PAYMENT_FAILED{3} within 10 min, then CANCELLED;"
                    + " unconfirmed: created, not CONFIRMED within 15 min")
            .withDescription(
                    "Sequences of a booking's records that are escalated: 'name: TYPE{times} within DURATION, then TYPE, ...;"
                            + " ...'. 'created' is the creation; 'not TYPE within DURATION' may come last. Every 'within' counts"
                            + " from the first record."));

    static final Setting<Duration> ESCALATIONS_WITHIN = Setting.of(ConfigOptions.key("escalations.within")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("How long, in event time, a sequence may last if its last step has no 'within'."))
            .atLeast(Duration.ofMillis(1))
            .atMost(EventTimeSettings.LONGEST);

    private static final List<Setting<String>> PATHS = List.of(
            CREATED_ID_PATH,
            CREATED_TIME_PATH,
            CREATED_VALUE_PATH,
            EVENT_ID_PATH,
            EVENT_TIME_PATH,
            EVENT_TYPE_PATH,
            EVENT_VALUE_PATH,
            CONDITION_PATH);

    private final Settings settings;
    private final EventTimeSettings eventTime;

    private BookingSettings(Settings settings, EventTimeSettings eventTime) {
        this.settings = requireNonNull(settings, "settings is null");
        this.eventTime = requireNonNull(eventTime, "eventTime is null");
    }

    /** @param settings without {@link #violations} */
    static BookingSettings of(Settings settings) {
        return new BookingSettings(settings, EventTimeSettings.of(settings));
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(PATHS);
        all.addAll(List.of(
                CONDITION_VALUES,
                COUNT,
                MATCH_TIMEOUT,
                ALERT_RETENTION,
                ESCALATIONS,
                ESCALATIONS_WITHIN,
                EventTimeSettings.MAX_AHEAD));
        all.addAll(EventTimeSettings.all());
        return all;
    }

    private static Setting<String> path(String key, String byDefault, String description) {
        return Setting.of(ConfigOptions.key(key)
                .stringType()
                .defaultValue(byDefault)
                .withDescription(description + " A JSONPath."));
    }

    /** A sentence for each malformed path or sequence. */
    static List<String> violations(Settings settings) {
        List<String> violations = JsonFields.violations(PATHS, settings);
        SequenceParser.read(settings.get(ESCALATIONS), settings.get(ESCALATIONS_WITHIN))
                .violations()
                .forEach(violation -> violations.add(ESCALATIONS.key() + ": " + violation));
        return violations;
    }

    /** JSONPaths of a creation's fields: id, time, value. */
    List<String> createdPaths() {
        return List.of(
                settings.get(CREATED_ID_PATH), settings.get(CREATED_TIME_PATH), settings.get(CREATED_VALUE_PATH));
    }

    /** JSONPaths of an event's fields: id, time, value, type, condition. */
    List<String> eventPaths() {
        return List.of(
                settings.get(EVENT_ID_PATH),
                settings.get(EVENT_TIME_PATH),
                settings.get(EVENT_VALUE_PATH),
                settings.get(EVENT_TYPE_PATH),
                settings.get(CONDITION_PATH));
    }

    Condition condition() {
        return new Condition(settings.get(CONDITION_VALUES));
    }

    int count() {
        return settings.get(COUNT);
    }

    Duration matchTimeout() {
        return settings.get(MATCH_TIMEOUT);
    }

    Duration alertRetention() {
        return settings.get(ALERT_RETENTION);
    }

    List<Sequence> sequences() {
        return SequenceParser.read(settings.get(ESCALATIONS), settings.get(ESCALATIONS_WITHIN))
                .sequences();
    }

    Duration maxAhead() {
        return settings.get(EventTimeSettings.MAX_AHEAD);
    }

    EventTimeSettings eventTime() {
        return eventTime;
    }
}
