package io.millrace.kinesis;

import java.util.List;

/** The first members of what is left of a list. */
record Page<T>(List<T> members, boolean hasMore) {
    static <T> Page<T> of(List<T> rest, int limit) {
        return new Page<>(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
    }

    T last() {
        return members.get(members.size() - 1);
    }
}
