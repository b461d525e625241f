package io.millrace.kinesis.api;

import java.util.List;

/** One page of a list. */
record Page<T>(List<T> members, boolean hasMore) {
    static <T> Page<T> of(List<T> remaining, int limit) {
        return new Page<>(remaining.subList(0, Math.min(limit, remaining.size())), remaining.size() > limit);
    }

    T last() {
        return members.get(members.size() - 1);
    }
}
