package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.Sequences;
import io.millrace.job.json.JsonFields;
import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** What an operator can change about the alerts on bookings without a new jar. Immutable. */
final class BookingSettings {
    static final Setting<String> CREATED_ID_PATH =
            path("created.id.path", "$.bookingId", "Where a creation holds the booking's id.");
    static final Setting<String> CREATED_TIME_PATH = path(
            "created.time.path",
            "$.timestamp",
            "Where a creation holds its time: epoch milliseconds, or ISO 8601 with an offset.");
    static final Setting<String> CREATED_VALUE_PATH =
            path("created.value.path", "$.value", "What an alert repeats of the creation, if it is there.");
    static final Setting<String> EVENT_ID_PATH =
            path("events.id.path", "$.bookingId", "Where an event holds the booking's id.");
    static final Setting<String> EVENT_TIME_PATH = path(
            "events.time.path",
            "$.timestamp",
            "Where an event holds its time: epoch milliseconds, or ISO 8601 with an offset.");
    static final Setting<String> EVENT_TYPE_PATH =
            path("events.type.path", "$.type", "Where an event holds its type, which escalations name.");
    static final Setting<String> EVENT_VALUE_PATH = path(
            "events.value.path", "$.value", "What an alert repeats of the latest event that counts, if it is there.");
    static final Setting<String> CONDITION_PATH =
            path("events.condition.path", "$.type", "Where an event holds what decides whether it counts.");

    static final Setting<List<String>> CONDITION_VALUES = Setting.ofList(
            ConfigOptions.key("events.condition.values")
                    .stringType()
                    .asList()
                    .defaultValues("PAYMENT_SUCCEEDED")
                    .withDescription(
                            "The values there with which an event counts, separated by semicolons; * for any that is not null."));

    static final Setting<Integer> COUNT = Setting.ofInt(ConfigOptions.key("events.count")
                    .intType()
                    .defaultValue(1)
                    .withDescription("How many events must count, besides the creation, for the alert MATCHED."))
            .atLeast(1);

    static final Setting<Duration> PATIENCE = Setting.ofDuration(
                    ConfigOptions.key("patience")
                            .durationType()
                            .defaultValue(Duration.ofMinutes(15))
                            .withDescription(
                                    "How long after a booking's first record the rest may take, in event time; then comes the alert UNMATCHED."))
            .atLeast(Duration.ofMillis(1));

    static final Setting<Duration> MEMORY = Setting.ofDuration(
                    ConfigOptions.key("memory")
                            .durationType()
                            .defaultValue(Duration.ofDays(1))
                            .withDescription(
                                    "How long after its alert a booking gives no other one, in event time, whatever else comes of it."))
            .atLeast(Duration.ofMillis(1));

    static final Setting<String> ESCALATIONS = Setting.ofString(
            ConfigOptions.key("escalations")
                    .stringType()
                    .defaultValue("payment-trouble: PAYMENT_FAILED{3} within 10 min, then CANCELLED;"
                            + " unconfirmed: created, not CONFIRMED within 15 min")
                    .withDescription(
                            "Sequences of a booking's records that give an escalation: 'name: TYPE{times} within DURATION, then TYPE, ...; ...'. 'created' is the creation; 'not TYPE within DURATION' may come last. Every 'within' counts from the first record."));

    static final Setting<Duration> ESCALATIONS_WITHIN = Setting.ofDuration(ConfigOptions.key("escalations.within")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("How long a sequence may last, in event time, whose last step does not say."))
            .atLeast(Duration.ofMillis(1));

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

    /** @param settings without {@link #mistakes} */
    static BookingSettings of(Settings settings) {
        return new BookingSettings(settings, EventTimeSettings.of(settings));
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(PATHS);
        all.addAll(List.of(
                CONDITION_VALUES,
                COUNT,
                PATIENCE,
                MEMORY,
                ESCALATIONS,
                ESCALATIONS_WITHIN,
                EventTimeSettings.MAX_AHEAD));
        all.addAll(EventTimeSettings.all());
        return all;
    }

    private static Setting<String> path(String key, String byDefault, String description) {
        return Setting.ofString(ConfigOptions.key(key)
                .stringType()
                .defaultValue(byDefault)
                .withDescription(description + " A JSONPath."));
    }

    /** What is wrong with paths and sequences: a sentence for each mistake. */
    static List<String> mistakes(Settings settings) {
        List<String> mistakes = new ArrayList<>();
        for (Setting<String> path : PATHS) {
            try {
                JsonFields.of(List.of(settings.get(path)));
            } catch (IllegalArgumentException mistake) {
                mistakes.add(path.option().key() + ": " + mistake.getMessage());
            }
        }
        Sequences.read(settings.get(ESCALATIONS), settings.get(ESCALATIONS_WITHIN))
                .mistakes()
                .forEach(mistake -> mistakes.add(ESCALATIONS.option().key() + ": " + mistake));
        return mistakes;
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

    Duration patience() {
        return settings.get(PATIENCE);
    }

    Duration memory() {
        return settings.get(MEMORY);
    }

    List<Sequence> sequences() {
        return Sequences.read(settings.get(ESCALATIONS), settings.get(ESCALATIONS_WITHIN))
                .sequences();
    }

    Duration maxAhead() {
        return settings.get(EventTimeSettings.MAX_AHEAD);
    }

    EventTimeSettings eventTime() {
        return eventTime;
    }
}
