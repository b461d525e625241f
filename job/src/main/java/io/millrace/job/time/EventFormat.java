package io.millrace.job.time;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of events that wait for the watermark, in memory and in state. Stateless: subtasks share it.
 *
 * <p>State outlives a deploy. A change of the bytes increases the version, and all earlier ones are still read.
 */
public interface EventFormat<E> extends Serializable {
    /** The version that {@link #write} writes; at least 1. */
    int version();

    /** Writes an event as {@link EventOrder#kept} returns it. Its time is stored beside it. */
    void write(E event, DataOutputView out) throws IOException;

    /**
     * Reads what {@link #write} wrote, no more and no less.
     *
     * @param version the version that wrote it
     * @param time the event's time
     * @throws IOException when the version is unknown
     */
    E read(int version, long time, DataInputView in) throws IOException;
}
