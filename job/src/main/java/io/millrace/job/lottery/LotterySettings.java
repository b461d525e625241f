package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** What an operator can change about the lottery without a new jar. Immutable. */
final class LotterySettings {
    static final Setting<Duration> WINDOW = Setting.ofDuration(ConfigOptions.key("draw.window")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("Length of the tumbling windows; each yields one draw per lottery with entries."))
            .atLeast(Duration.ofMillis(1));

    static final Setting<String> SALT = Setting.ofString(
            ConfigOptions.key("draw.salt")
                    .stringType()
                    .defaultValue("millrace")
                    .withDescription(
                            "Goes into every ticket: another salt, other winners. Not a secret; who knows it can foretell tickets."));

    static final Setting<Duration> MAX_AHEAD = Setting.ofDuration(ConfigOptions.key("events.max-ahead")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("By how much a click's timestamp may exceed its arrival in the stream."))
            .atLeast(Duration.ZERO);

    private final Duration window;
    private final String salt;
    private final Duration maxAhead;
    private final EventTimeSettings eventTime;

    LotterySettings(Duration window, String salt, Duration maxAhead, EventTimeSettings eventTime) {
        this.window = requireNonNull(window, "window is null");
        this.salt = requireNonNull(salt, "salt is null");
        this.maxAhead = requireNonNull(maxAhead, "maxAhead is null");
        this.eventTime = requireNonNull(eventTime, "eventTime is null");
    }

    static LotterySettings of(Settings settings) {
        return new LotterySettings(
                settings.get(WINDOW), settings.get(SALT), settings.get(MAX_AHEAD), EventTimeSettings.of(settings));
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(WINDOW, SALT, MAX_AHEAD));
        all.addAll(EventTimeSettings.all());
        return all;
    }

    Duration window() {
        return window;
    }

    String salt() {
        return salt;
    }

    Duration maxAhead() {
        return maxAhead;
    }

    EventTimeSettings eventTime() {
        return eventTime;
    }
}
