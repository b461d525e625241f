package io.millrace.job.booking.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The deadlines of cached values. Those of the same 64 ms are in one list, so that most changes do not search the tree. */
final class Deadlines {
    private static final int SLICE_BITS = 6;

    private final TreeMap<Long, CachedValue> slices = new TreeMap<>();

    /** Sets the deadline of a value. */
    void set(CachedValue value, long deadline) {
        if (value.deadline == CachedValue.NONE) {
            link(value, deadline);
        } else if (deadline >> SLICE_BITS != value.deadline >> SLICE_BITS) {
            unlink(value);
            link(value, deadline);
        }
        value.deadline = deadline;
    }

    void remove(CachedValue value) {
        unlink(value);
        value.deadline = CachedValue.NONE;
    }

    /** The values whose deadline has come, by time in steps of a slice. */
    List<CachedValue> due(long time) {
        List<CachedValue> due = new ArrayList<>();
        for (CachedValue first : slices.headMap(time >> SLICE_BITS, true).values()) {
            for (CachedValue value = first; value != null; value = value.next) {
                if (value.deadline <= time) {
                    due.add(value);
                }
            }
        }
        return due;
    }

    private void link(CachedValue value, long deadline) {
        CachedValue first = slices.put(deadline >> SLICE_BITS, value);
        value.previous = null;
        value.next = first;
        if (first != null) {
            first.previous = value;
        }
    }

    private void unlink(CachedValue value) {
        if (value.next != null) {
            value.next.previous = value.previous;
        }
        if (value.previous != null) {
            value.previous.next = value.next;
        } else if (value.next != null) {
            slices.put(value.deadline >> SLICE_BITS, value.next);
        } else {
            slices.remove(value.deadline >> SLICE_BITS);
        }
    }
}
