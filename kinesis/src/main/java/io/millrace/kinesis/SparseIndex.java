package io.millrace.kinesis;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Where in a log some of its ticks are: one for each 64 KiB. One thread adds at a time, any look up. */
final class SparseIndex {
    private static final int INTERVAL_BYTES = 64 << 10;

    private final NavigableMap<Long, Long> offsetByTick = new ConcurrentSkipListMap<>();
    private long nextOffset;

    /** Takes note of the frame at an offset, unless one nearby is known. Offsets and ticks only grow. */
    void add(long tick, long offset) {
        if (offset >= nextOffset) {
            offsetByTick.put(tick, offset);
            nextOffset = offset + INTERVAL_BYTES;
        }
    }

    /** The offset of a frame from which the first frame of at least that tick is not far. */
    long offsetBefore(long tick) {
        Map.Entry<Long, Long> entry = offsetByTick.floorEntry(tick);
        return entry == null ? 0 : entry.getValue();
    }
}
