package io.millrace.assembly.streams;

/** Puts records into a stream, in batches. Records of one partition key stay in order. */
public interface StreamWriter {
    /** Adds a record; it is written when its batch is full or flushed. */
    default void add(OutgoingRecord record) {
        add(record.partitionKey(), record.bytes());
    }

    /** Adds a record with any data, which nobody changes any more. */
    void add(String partitionKey, byte[] data);

    /**
     * Returns once the stream has every record that was added.
     *
     * @throws StreamException when it refuses one
     */
    void flush();

    /** The number of records that the stream has accepted. */
    long written();
}
