package io.millrace.kinesis.log;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The offsets of some ticks of a log, one for each 64 KiB. One thread at a time adds; any number of them look up. */
final class SparseIndex {
    private static final int INTERVAL_BYTES = 64 << 10;

    private final NavigableMap<Long, Long> offsetByTick = new ConcurrentSkipListMap<>();
    private long nextOffset;

    /** Adds the frame at an offset, unless the index has one nearby. Offsets and ticks must increase. */
    void add(long tick, long offset) {
        if (offset >= nextOffset) {
            offsetByTick.put(tick, offset);
            nextOffset = offset + INTERVAL_BYTES;
        }
    }

    /** The index of a file without its first bytes. */
    SparseIndex from(long offset) {
        SparseIndex rest = new SparseIndex();
        offsetByTick.forEach((tick, at) -> {
            if (at >= offset) {
                rest.offsetByTick.put(tick, at - offset);
            }
        });
        rest.nextOffset = nextOffset - offset;
        return rest;
    }

    /** The offset of a frame at or shortly before the first frame with at least that tick. */
    long offsetBefore(long tick) {
        Map.Entry<Long, Long> entry = offsetByTick.floorEntry(tick);
        return entry == null ? 0 : entry.getValue();
    }
}
