package io.millrace.kinesis.view;

import java.util.List;

/** One page of a list. */
public record Page<T>(List<T> members, boolean hasMore) {
    public static <T> Page<T> of(List<T> remaining, int limit) {
        return new Page<>(remaining.subList(0, Math.min(limit, remaining.size())), remaining.size() > limit);
    }

    public T last() {
        return members.get(members.size() - 1);
    }
}
