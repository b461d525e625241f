package io.millrace.job.time;

import io.millrace.contract.flink.Setting;
import io.millrace.contract.flink.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** How far event time is behind the records and the clock. Immutable. */
public final class EventTimeSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The upper bound of every duration: far from what overflows when it is added to a time in milliseconds. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    public static final Setting<Duration> OUT_OF_ORDERNESS = Setting.of(
                    ConfigOptions.key("events.out-of-orderness")
                            .durationType()
                            .defaultValue(Duration.ofSeconds(2))
                            .withDescription(
                                    "How much older than the newest earlier event of its shard an event may be without being late."))
            .atLeast(Duration.ZERO)
            .atMost(LONGEST);

    public static final Setting<Duration> IDLE_TIMEOUT = Setting.of(ConfigOptions.key("events.idle-timeout")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription("How long event time waits for a shard without new records, in addition to"
                            + " events.out-of-orderness, before it advances with the clock.")
                    .withDeprecatedKeys("events.idle-wait"))
            .atLeast(Duration.ZERO)
            .atMost(LONGEST);

    public static final Setting<Duration> CLOCK_SKEW = Setting.of(ConfigOptions.key("events.clock-skew")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(1))
                    .withDescription("How far the clock of a task manager may be ahead of the stream's clock."))
            .atLeast(Duration.ZERO)
            .atMost(LONGEST);

    public static final Setting<Duration> READ_SKEW = Setting.of(ConfigOptions.key("events.read-skew")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(2))
                    .withDescription(
                            "How much longer one shard may take to be read than another. While some shard has had no event yet,"
                                    + " watermarks are delayed by this, so that they do not overtake its first records; after the"
                                    + " end of a shard they wait as long for its children."))
            .atLeast(Duration.ZERO)
            .atMost(LONGEST);

    /** For jobs whose events carry their own timestamps; they list it themselves. */
    public static final Setting<Duration> MAX_AHEAD = Setting.of(ConfigOptions.key("events.max-ahead")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("How far a record's timestamp may be ahead of its arrival in the stream."))
            .atLeast(Duration.ZERO)
            .atMost(LONGEST);

    private final long outOfOrdernessMillis;
    private final long idleTimeoutMillis;
    private final long clockSkewMillis;
    private final long readSkewMillis;

    public EventTimeSettings(Duration outOfOrderness, Duration idleTimeout, Duration clockSkew, Duration readSkew) {
        this.outOfOrdernessMillis = outOfOrderness.toMillis();
        this.idleTimeoutMillis = idleTimeout.toMillis();
        this.clockSkewMillis = clockSkew.toMillis();
        this.readSkewMillis = readSkew.toMillis();
    }

    public static EventTimeSettings of(Settings settings) {
        return new EventTimeSettings(
                settings.get(OUT_OF_ORDERNESS),
                settings.get(IDLE_TIMEOUT),
                settings.get(CLOCK_SKEW),
                settings.get(READ_SKEW));
    }

    public static List<Setting<?>> all() {
        return List.of(OUT_OF_ORDERNESS, IDLE_TIMEOUT, CLOCK_SKEW, READ_SKEW);
    }

    long outOfOrdernessMillis() {
        return outOfOrdernessMillis;
    }

    long idleTimeoutMillis() {
        return idleTimeoutMillis;
    }

    long clockSkewMillis() {
        return clockSkewMillis;
    }

    public long readSkewMillis() {
        return readSkewMillis;
    }
}
