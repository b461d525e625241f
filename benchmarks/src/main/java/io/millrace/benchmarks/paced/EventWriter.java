package io.millrace.benchmarks.paced;

import java.util.List;

/** Writes events to the streams of a server. Used by one thread for each shard. */
public interface EventWriter {
    /** Returns once the stream has the events, in their order. */
    void write(String stream, int shard, List<byte[]> events);
}
