package io.millrace.job.connector;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.SourceRecord;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Which inputs of a job are read together: none of them further ahead of the others than {@link #MAX_DRIFT}. Immutable.
 *
 * <p>What is read ahead of another input has to wait for it in the job's state. Inputs are compared by when their records
 * arrived in the streams, so that nothing has to be parsed, and an input that has been read to its end is ahead of none.
 */
public final class Alignment implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Longer than an input seems behind for a moment, because a poll or a report is under way or clocks differ. */
    public static final Duration MAX_DRIFT = Duration.ofSeconds(10);

    /** How often each subtask reports how far it has read. */
    public static final Duration UPDATE_INTERVAL = Duration.ofMillis(500);

    private static final Alignment NONE = new Alignment("");

    private final String group;

    private Alignment(String group) {
        this.group = group;
    }

    /** For an input that waits for no other. */
    public static Alignment none() {
        return NONE;
    }

    /**
     * For one of several inputs.
     *
     * @param group the name of the inputs that are read together, unique in the job
     */
    public static Alignment of(String group) {
        return new Alignment(requireNonNull(group, "group is null"));
    }

    public boolean isNone() {
        return group.isEmpty();
    }

    public String group() {
        return group;
    }

    /** The strategy of a source that Flink aligns. Its watermarks say how far it has been read, and end behind it. */
    public WatermarkStrategy<SourceRecord> watermarks() {
        return isNone()
                ? WatermarkStrategy.noWatermarks()
                : WatermarkStrategy.<SourceRecord>forGenerator(context -> new ReadWatermarks())
                        .withWatermarkAlignment(group, MAX_DRIFT, UPDATE_INTERVAL);
    }
}
