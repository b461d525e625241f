package io.millrace.job.codec;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes elements to the network and reads them from it. For one thread. */
public interface ElementCodec<E> extends Serializable {
    /** A codec for another thread: this one only if it remembers nothing. */
    ElementCodec<E> duplicate();

    void write(E element, DataOutputView out) throws IOException;

    /** Reads what {@link #write} wrote, no more and no less. */
    E read(DataInputView in) throws IOException;
}
