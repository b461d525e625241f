package io.millrace.job.lottery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who waits, and for what: the index over {@link JudgeClicks}' waiting events of all users, which keyed state cannot
 * answer. On the heap, rebuilt from state on a restore, empty nearly always.
 */
final class WaitingUsers {
    /** Per user the waiting events, in order; the first one is a click and what the others wait behind. */
    private final Map<Long, Deque<UserEvent>> queues = new HashMap<>();
    /** How many clicks wait, by their times. */
    private final TreeMap<Long, Integer> times = new TreeMap<>();

    void add(UserEvent event) {
        queues.computeIfAbsent(event.userId, userId -> new ArrayDeque<>()).add(event);
        if (event.isClick()) {
            times.merge(event.time, 1, Integer::sum);
        }
    }

    /** Takes out the event, which is its user's first. */
    void remove(UserEvent event) {
        Deque<UserEvent> queue = queues.get(event.userId);
        if (queue == null) {
            throw new IllegalStateException("user " + event.userId + " does not wait");
        }
        queue.remove();
        if (queue.isEmpty()) {
            queues.remove(event.userId);
        }
        if (event.isClick()) {
            times.computeIfPresent(event.time, (time, count) -> count == 1 ? null : count - 1);
        }
    }

    boolean contains(long userId) {
        return !queues.isEmpty() && queues.containsKey(userId);
    }

    /** The latest watermark that is still before every waiting click; {@link Long#MAX_VALUE} when none waits. */
    long watermarkBound() {
        return times.isEmpty() ? Long.MAX_VALUE : times.firstKey() - 1;
    }

    /** Users whose first waiting click is on the lottery. */
    List<Long> waitingFor(long lotteryId) {
        List<Long> users = new ArrayList<>();
        queues.forEach((userId, queue) -> {
            if (queue.element().lotteryId == lotteryId) {
                users.add(userId);
            }
        });
        return users;
    }

    /** Users whose first waiting click is not after the time. */
    List<Long> waitingUntil(long time) {
        if (watermarkBound() >= time) {
            return List.of();
        }
        List<Long> users = new ArrayList<>();
        queues.forEach((userId, queue) -> {
            if (queue.element().time <= time) {
                users.add(userId);
            }
        });
        return users;
    }
}
