package io.millrace.assembly.streams;

/** Puts records into a stream, in batches. Records of one partition key stay in order. */
public interface StreamWriter {
    /** Adds a record; it is written when its batch is full or flushed. */
    void add(OutgoingRecord record);

    /**
     * Returns once the stream has every record that was added.
     *
     * @throws StreamException when it refuses one
     */
    void flush();

    /** The number of records that the stream has accepted. */
    long written();
}
