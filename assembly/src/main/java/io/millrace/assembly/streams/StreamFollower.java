package io.millrace.assembly.streams;

import java.util.List;

/** Reads all shards of a stream. Records of one partition key come in order. */
public interface StreamFollower {
    /**
     * The records that have arrived since the last call. Those that the Kinesis Producer Library has aggregated are taken apart, as
     * consumers do it.
     */
    List<IncomingRecord> poll();

    /** The records that have arrived since the last call, as the stream has them: an aggregate is one. */
    default List<IncomingRecord> pollWhole() {
        return poll();
    }
}
