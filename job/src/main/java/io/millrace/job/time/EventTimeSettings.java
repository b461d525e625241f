package io.millrace.job.time;

import io.millrace.job.settings.Setting;
import io.millrace.job.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOptions;

/** How far event time trails the records and the clock. Immutable. */
public final class EventTimeSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final Setting<Duration> OUT_OF_ORDERNESS = Setting.ofDuration(
                    ConfigOptions.key("events.out-of-orderness")
                            .durationType()
                            .defaultValue(Duration.ofSeconds(2))
                            .withDescription(
                                    "How much older than the newest event before it in its shard an event may be and still count."))
            .atLeast(Duration.ZERO);

    public static final Setting<Duration> IDLE_WAIT = Setting.ofDuration(
                    ConfigOptions.key("events.idle-wait")
                            .durationType()
                            .defaultValue(Duration.ofSeconds(2))
                            .withDescription(
                                    "How long event time waits for a shard without new records, on top of events.out-of-orderness, before it goes on with the clock."))
            .atLeast(Duration.ZERO);

    public static final Setting<Duration> CLOCK_SKEW = Setting.ofDuration(
                    ConfigOptions.key("events.clock-skew")
                            .durationType()
                            .defaultValue(Duration.ofSeconds(1))
                            .withDescription(
                                    "How far this machine's clock may run ahead of the stream's: a record read later never arrived longer ago than this."))
            .atLeast(Duration.ZERO);

    public static final Setting<Duration> READ_SKEW = Setting.ofDuration(
                    ConfigOptions.key("events.read-skew")
                            .durationType()
                            .defaultValue(Duration.ofSeconds(2))
                            .withDescription(
                                    "How much longer one shard may take to be read than another: a watermark goes out this long after it is reached, so that it does not overtake the first records of a shard."))
            .atLeast(Duration.ZERO);

    /** For jobs whose events carry times of their own; they list it themselves. */
    public static final Setting<Duration> MAX_AHEAD = Setting.ofDuration(ConfigOptions.key("events.max-ahead")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(1))
                    .withDescription("By how much a record's timestamp may exceed its arrival in the stream."))
            .atLeast(Duration.ZERO);

    private final long outOfOrdernessMillis;
    private final long idleWaitMillis;
    private final long clockSkewMillis;
    private final long readSkewMillis;

    public EventTimeSettings(Duration outOfOrderness, Duration idleWait, Duration clockSkew, Duration readSkew) {
        this.outOfOrdernessMillis = outOfOrderness.toMillis();
        this.idleWaitMillis = idleWait.toMillis();
        this.clockSkewMillis = clockSkew.toMillis();
        this.readSkewMillis = readSkew.toMillis();
    }

    public static EventTimeSettings of(Settings settings) {
        return new EventTimeSettings(
                settings.get(OUT_OF_ORDERNESS),
                settings.get(IDLE_WAIT),
                settings.get(CLOCK_SKEW),
                settings.get(READ_SKEW));
    }

    public static List<Setting<?>> all() {
        return List.of(OUT_OF_ORDERNESS, IDLE_WAIT, CLOCK_SKEW, READ_SKEW);
    }

    long outOfOrdernessMillis() {
        return outOfOrdernessMillis;
    }

    long idleWaitMillis() {
        return idleWaitMillis;
    }

    long clockSkewMillis() {
        return clockSkewMillis;
    }

    long readSkewMillis() {
        return readSkewMillis;
    }
}
