package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * From which value on there is an alarm. What has no threshold has no alarm. Immutable: each method returns a changed
 * copy.
 *
 * <p>The defaults are those that AWS recommends: any downtime, restart or failed checkpoint; a checkpoint of half its
 * interval; 80 % CPU, 90 % heap, 85 % of a container's memory, 500 ms of back pressure in each second; one minute behind
 * an input. Size of the state, threads, garbage collection, watermarks, output and rejected records have none: what is
 * normal there is known by watching the application alone.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/monitoring-metrics-alarms.html">Recommended
 *     alarms</a>
 */
public final class AlarmThresholds {
    private static final AlarmThresholds NONE = new AlarmThresholds(Map.of());
    private static final AlarmThresholds DEFAULTS = NONE.anyDowntime()
            .maxRestarts(0)
            .maxFailedCheckpoints(0)
            .maxCheckpointPercentOfInterval(50)
            .maxCpuPercent(80)
            .maxHeapMemoryPercent(90)
            .maxContainerMemoryPercent(85)
            .maxBackPressuredMillisPerSecond(500)
            .maxLag(Duration.ofMinutes(1));

    private final Map<AlarmKind, Double> values;

    private AlarmThresholds(Map<AlarmKind, Double> values) {
        this.values = values;
    }

    /** What AWS recommends. */
    public static AlarmThresholds defaults() {
        return DEFAULTS;
    }

    /** No threshold, and so no alarm, to add single ones to. */
    public static AlarmThresholds none() {
        return NONE;
    }

    /** Leaves kinds of alarms out. */
    public AlarmThresholds without(AlarmKind... kinds) {
        Map<AlarmKind, Double> rest = copy();
        for (AlarmKind kind : kinds) {
            rest.remove(requireNonNull(kind, "kind is null"));
        }
        return new AlarmThresholds(rest);
    }

    /** An alarm on any downtime, and on an application that reports nothing because it is stopped. */
    public AlarmThresholds anyDowntime() {
        return with(AlarmKind.DOWNTIME, 0);
    }

    /** Restarts in 5 minutes that are no reason for an alarm; also of a job that comes up again by itself. */
    public AlarmThresholds maxRestarts(int restarts) {
        return with(AlarmKind.RESTARTS, notNegative("restarts", restarts));
    }

    /** Failed checkpoints in 5 minutes that are no reason for an alarm. */
    public AlarmThresholds maxFailedCheckpoints(int checkpoints) {
        return with(AlarmKind.FAILED_CHECKPOINTS, notNegative("failed checkpoints", checkpoints));
    }

    /** How much of the checkpoint interval a checkpoint may take, in percent. */
    public AlarmThresholds maxCheckpointPercentOfInterval(double percent) {
        return with(AlarmKind.CHECKPOINT_DURATION, percent("checkpoint duration", percent));
    }

    public AlarmThresholds maxCheckpointSizeBytes(long bytes) {
        return with(AlarmKind.CHECKPOINT_SIZE, positive("checkpoint size", (double) bytes));
    }

    public AlarmThresholds maxCpuPercent(double percent) {
        return with(AlarmKind.CPU, percent("CPU", percent));
    }

    public AlarmThresholds maxHeapMemoryPercent(double percent) {
        return with(AlarmKind.HEAP_MEMORY, percent("heap memory", percent));
    }

    public AlarmThresholds maxContainerMemoryPercent(double percent) {
        return with(AlarmKind.CONTAINER_MEMORY, percent("container memory", percent));
    }

    /** Share of each minute that old generation garbage collection may take, in percent. */
    public AlarmThresholds maxOldGenerationGcPercent(double percent) {
        return with(AlarmKind.OLD_GENERATION_GC, percent("old generation GC", percent));
    }

    public AlarmThresholds maxThreads(int threads) {
        return with(AlarmKind.THREADS, positive("threads", threads));
    }

    /** How long of each second a task may wait for a slower one: 1 to 999. */
    public AlarmThresholds maxBackPressuredMillisPerSecond(int millis) {
        if (millis < 1 || millis > 999) {
            throw new IllegalArgumentException("back pressure must be 1 to 999 ms in a second, got " + millis);
        }
        return with(AlarmKind.BACK_PRESSURE, millis);
    }

    /**
     * How far the job may fall behind each of its inputs. Of an input on a topic the cluster alone tells the time, from
     * what the job commits: two checkpoint intervals are added there, and without checkpoints there is no alarm.
     */
    public AlarmThresholds maxLag(Duration lag) {
        double millis = millis("lag", lag);
        return with(AlarmKind.INPUT_LAG, millis).with(AlarmKind.STREAM_LAG, millis);
    }

    /** By how much event time may stay behind from the job's inputs to its outputs. */
    public AlarmThresholds maxWatermarkLag(Duration lag) {
        return with(AlarmKind.WATERMARK_LAG, millis("watermark lag", lag));
    }

    /** What the job puts out at least: records per second and task, as {@code numRecordsOutPerSecond} counts them. */
    public AlarmThresholds minRecordsOutPerSecond(double records) {
        return with(AlarmKind.OUTPUT_RATE, positive("records out per second", records));
    }

    /**
     * Rejected records a minute, on average over 5 minutes, that are no reason for an alarm. It takes
     * {@link FlinkMonitoringProps#rejected}, too.
     */
    public AlarmThresholds maxRejectedPerMinute(double records) {
        return with(AlarmKind.REJECTED_RECORDS, notNegative("rejected records a minute", records));
    }

    /** Empty when there is to be no alarm. */
    OptionalDouble of(AlarmKind kind) {
        Double value = values.get(kind);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private AlarmThresholds with(AlarmKind kind, double value) {
        Map<AlarmKind, Double> changed = copy();
        changed.put(kind, value);
        return new AlarmThresholds(changed);
    }

    private Map<AlarmKind, Double> copy() {
        Map<AlarmKind, Double> copy = new EnumMap<>(AlarmKind.class);
        copy.putAll(values);
        return copy;
    }

    private static double percent(String name, double percent) {
        if (!(percent > 0 && percent < 100)) {
            throw new IllegalArgumentException(
                    name + " must be above 0 and below 100 %, got " + percent + "; leave the alarm out with without()");
        }
        return percent;
    }

    private static double millis(String name, Duration duration) {
        return positive(name + " in milliseconds", (double)
                requireNonNull(duration, name + " is null").toMillis());
    }

    private static double positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(
                    name + " must be positive, got " + value + "; leave the alarm out with without()");
        }
        return value;
    }

    private static double notNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(
                    name + " must not be negative, got " + value + "; leave the alarm out with without()");
        }
        return value;
    }
}
