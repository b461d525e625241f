package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import io.millrace.job.time.EventTimeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** The settings of the job {@code lottery}. Immutable. */
final class LotterySettings {
    static final Setting<Duration> WINDOW = Setting.of(ConfigOptions.key("draw.window")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(10))
                    .withDescription("Length of the tumbling windows. Each yields one draw per lottery with entries."))
            .atLeast(Duration.ofMillis(1))
            .atMost(EventTimeSettings.LONGEST);

    static final Setting<String> KEY = Setting.secret(ConfigOptions.key("draw.key")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Where the secret is stored that goes into every ticket; a different secret gives different winners."
                                    + " The ARN of a secret in AWS Secrets Manager, followed by ':::' and a version id to pin"
                                    + " that version; or a file, as in file:///run/key."))
            .required();

    private final Duration window;
    private final String key;
    private final Duration maxAhead;
    private final EventTimeSettings eventTime;

    LotterySettings(Duration window, String key, Duration maxAhead, EventTimeSettings eventTime) {
        this.window = requireNonNull(window, "window is null");
        this.key = requireNonNull(key, "key is null");
        this.maxAhead = requireNonNull(maxAhead, "maxAhead is null");
        this.eventTime = requireNonNull(eventTime, "eventTime is null");
    }

    /** @param key the secret itself */
    static LotterySettings of(Settings settings, String key) {
        return new LotterySettings(
                settings.get(WINDOW), key, settings.get(EventTimeSettings.MAX_AHEAD), EventTimeSettings.of(settings));
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(List.of(WINDOW, KEY, EventTimeSettings.MAX_AHEAD));
        all.addAll(EventTimeSettings.all());
        return all;
    }

    Duration window() {
        return window;
    }

    String key() {
        return key;
    }

    Duration maxAhead() {
        return maxAhead;
    }

    EventTimeSettings eventTime() {
        return eventTime;
    }
}
