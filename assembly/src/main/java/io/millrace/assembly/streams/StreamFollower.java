package io.millrace.assembly.streams;

import java.util.List;

/** Reads all shards of a stream. Records of one partition key come in order. */
public interface StreamFollower {
    /** The records that have arrived since the last call. */
    List<IncomingRecord> poll();
}
