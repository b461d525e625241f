package io.millrace.assembly.streams;

import java.util.List;
import java.util.Optional;

/** Reads the records of a shard between two times. */
public interface ShardHistory {
    /** The next record; empty once there is none. */
    Optional<IncomingRecord> next();

    /** The shards that begin where this one has ended. */
    default List<ShardHistory> successors() {
        return List.of();
    }
}
