package io.millrace.assembly.streams;

import java.util.List;

/** Reads a stream: all of its shards, each from where the last look ended. Records of one key come in order. */
public interface StreamFollower {
    /** What has come since the last look; empty when nothing has. */
    List<IncomingRecord> poll();
}
