package io.millrace.job.booking.cache;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The bytes of a booking's value in memory, and in the state of a checkpoint. State outlives a deploy: a change of the bytes
 * increases the version, and all earlier ones are still read.
 */
public interface ValueFormat<V> extends Serializable {
    /** The version that {@link #write} writes; at least 1. */
    int version();

    /** Writes a value. */
    void write(V value, DataOutputView out) throws IOException;

    /**
     * Reads what {@link #write} wrote, no more and no less.
     *
     * @param version the version that wrote it
     */
    V read(int version, DataInputView in) throws IOException;
}
