package io.millrace.job.codec;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes elements to the network and reads them from it. Stateless: subtasks share it. */
public interface ElementCodec<E> extends Serializable {
    void write(E element, DataOutputView out) throws IOException;

    /** Reads what {@link #write} wrote, no more and no less. */
    E read(DataInputView in) throws IOException;
}
