package io.millrace.constructs.monitoring;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The values at which there are alarms. A kind without a threshold has no alarm. Immutable.
 *
 * <p>The defaults are those that AWS recommends: any downtime, restart or failed checkpoint; a checkpoint of half its
 * interval; 80 % CPU, 90 % heap, 85 % of a container's memory, 500 ms of back pressure in each second; one minute behind
 * an input. Checkpoint size, threads, garbage collection, throttling, failures of fan-out, watermarks, output and rejected
 * records have no default: what is normal for them depends on the application.
 *
 * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/monitoring-metrics-alarms.html">Recommended
 *     alarms</a>
 */
public record AlarmThresholds(Map<AlarmKind, Double> values) {
    public AlarmThresholds {
        values = Map.copyOf(values);
    }

    /** The thresholds that AWS recommends. */
    public static AlarmThresholds defaults() {
        return builder().build();
    }

    /** No thresholds, and so no alarms. */
    public static AlarmThresholds none() {
        return new AlarmThresholds(Map.of());
    }

    /** Starts with {@link #defaults}. */
    public static Builder builder() {
        return new Builder()
                .anyDowntime()
                .maxRestarts(0)
                .maxFailedCheckpoints(0)
                .maxCheckpointPercentOfInterval(50)
                .maxCpuPercent(80)
                .maxHeapMemoryPercent(90)
                .maxContainerMemoryPercent(85)
                .maxBackPressuredMillisPerSecond(500)
                .maxLag(Duration.ofMinutes(1));
    }

    /** A builder that starts with these thresholds; for a few of them alone, {@code none().toBuilder()}. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.values.putAll(values);
        return builder;
    }

    /** Builds thresholds. */
    public static final class Builder {
        private final Map<AlarmKind, Double> values = new EnumMap<>(AlarmKind.class);

        private Builder() {}

        /** Removes the alarms of these kinds. */
        public Builder without(AlarmKind... kinds) {
            for (AlarmKind kind : kinds) {
                values.remove(requireNonNull(kind, "kind is null"));
            }
            return this;
        }

        /** An alarm on any downtime, and on an application that reports nothing because it is stopped. */
        public Builder anyDowntime() {
            return with(AlarmKind.DOWNTIME, 0);
        }

        /** Restarts in 5 minutes that do not raise an alarm, including those from which the job recovers by itself. */
        public Builder maxRestarts(int restarts) {
            return with(AlarmKind.RESTARTS, notNegative("restarts", restarts));
        }

        /** Failed checkpoints in 5 minutes that do not raise an alarm. */
        public Builder maxFailedCheckpoints(int checkpoints) {
            return with(AlarmKind.FAILED_CHECKPOINTS, notNegative("failed checkpoints", checkpoints));
        }

        /** Duration of a checkpoint, in percent of the checkpoint interval. */
        public Builder maxCheckpointPercentOfInterval(double percent) {
            return with(AlarmKind.CHECKPOINT_DURATION, percent("checkpoint duration", percent));
        }

        public Builder maxCheckpointSizeBytes(long bytes) {
            return with(AlarmKind.CHECKPOINT_SIZE, positive("checkpoint size", (double) bytes));
        }

        public Builder maxCpuPercent(double percent) {
            return with(AlarmKind.CPU, percent("CPU", percent));
        }

        public Builder maxHeapMemoryPercent(double percent) {
            return with(AlarmKind.HEAP_MEMORY, percent("heap memory", percent));
        }

        public Builder maxContainerMemoryPercent(double percent) {
            return with(AlarmKind.CONTAINER_MEMORY, percent("container memory", percent));
        }

        /** Old generation garbage collection, in percent of each minute. */
        public Builder maxOldGenerationGcPercent(double percent) {
            return with(AlarmKind.OLD_GENERATION_GC, percent("old generation GC", percent));
        }

        public Builder maxThreads(int threads) {
            return with(AlarmKind.THREADS, positive("threads", threads));
        }

        /** How long in each second a task may wait for a slower one: 1 to 999. */
        public Builder maxBackPressuredMillisPerSecond(int millis) {
            if (millis < 1 || millis > 999) {
                throw new IllegalArgumentException("back pressure must be 1 to 999 ms in a second, got " + millis);
            }
            return with(AlarmKind.BACK_PRESSURE, millis);
        }

        /**
         * How far the job may be behind each of its inputs. For topics only the cluster reports a time lag, based on what
         * the job commits: two checkpoint intervals are added for them, and without checkpoints they have no alarm.
         */
        public Builder maxLag(Duration lag) {
            double millis = millis("lag", lag);
            return with(AlarmKind.INPUT_LAG, millis).with(AlarmKind.STREAM_LAG, millis);
        }

        /** Reads that the stream of an input throttles in 5 minutes. Its readers share 5 calls a second and shard. */
        public Builder maxThrottledReads(int reads) {
            return with(AlarmKind.THROTTLED_READS, notNegative("throttled reads", reads));
        }

        /** Writes that the stream of an input or output throttles in 5 minutes. */
        public Builder maxThrottledWrites(int writes) {
            return with(AlarmKind.THROTTLED_WRITES, notNegative("throttled writes", writes));
        }

        /**
         * Percent of the attempts of a fan-out consumer to subscribe to a shard that fail; at least 0. A subscription lasts 5
         * minutes, so that there is an attempt in every period.
         */
        public Builder maxFailedSubscriptionsPercent(double percent) {
            return with(AlarmKind.FAN_OUT_SUBSCRIPTIONS, share("failed subscriptions", percent));
        }

        /** Percent of the events of a fan-out consumer that are not published; at least 0. */
        public Builder maxFailedEventsPercent(double percent) {
            return with(AlarmKind.FAN_OUT_EVENTS, share("failed events", percent));
        }

        /** How far the event time of the job's outputs may be behind that of its inputs. */
        public Builder maxWatermarkLag(Duration lag) {
            return with(AlarmKind.WATERMARK_LAG, millis("watermark lag", lag));
        }

        /** Minimum output of the job: records per second and task, as {@code numRecordsOutPerSecond} counts them. */
        public Builder minRecordsOutPerSecond(double records) {
            return with(AlarmKind.OUTPUT_RATE, positive("records out per second", records));
        }

        /**
         * Rejected records per minute, averaged over 5 minutes, that do not raise an alarm. It also needs
         * {@link FlinkMonitoringProps#rejected}.
         */
        public Builder maxRejectedPerMinute(double records) {
            return with(AlarmKind.REJECTED_RECORDS, notNegative("rejected records per minute", records));
        }

        public AlarmThresholds build() {
            return new AlarmThresholds(values);
        }

        private Builder with(AlarmKind kind, double value) {
            values.put(kind, value);
            return this;
        }

        private static double percent(String name, double percent) {
            if (!(percent > 0 && percent < 100)) {
                throw new IllegalArgumentException(name + " must be above 0 and below 100 %, got " + percent
                        + "; remove the alarm with without()");
            }
            return percent;
        }

        private static double share(String name, double percent) {
            if (!(percent >= 0 && percent < 100)) {
                throw new IllegalArgumentException(name + " must be at least 0 and below 100 %, got " + percent
                        + "; remove the alarm with without()");
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
                        name + " must be positive, got " + value + "; remove the alarm with without()");
            }
            return value;
        }

        private static double notNegative(String name, double value) {
            if (!(value >= 0)) {
                throw new IllegalArgumentException(
                        name + " must not be negative, got " + value + "; remove the alarm with without()");
            }
            return value;
        }
    }

    /** Empty for a kind without an alarm. */
    OptionalDouble of(AlarmKind kind) {
        Double value = values.get(kind);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
