package io.millrace.job.wire;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How an element is written to the network and read from it. Without state: subtasks share it. */
public interface Wire<E> extends Serializable {
    void write(E element, DataOutputView out) throws IOException;

    /** Reads what {@link #write} wrote, no more and no less. */
    E read(DataInputView in) throws IOException;
}
