package io.millrace.job.lottery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An index of the events that {@link JudgeClicks} buffers, across all users, which keyed state cannot provide. On the heap,
 * rebuilt from state after a restore, and usually empty.
 */
final class PendingClicks {
    /** The buffered events of each user, in order. The first is a click, which blocks the others. */
    private final Map<Long, Deque<UserEvent>> queues = new HashMap<>();
    /** The number of buffered clicks by their times. */
    private final TreeMap<Long, Integer> times = new TreeMap<>();
    /** Also read by the thread that reports metrics. */
    private volatile long watermarkBound = Long.MAX_VALUE;

    void add(UserEvent event) {
        queues.computeIfAbsent(event.userId, userId -> new ArrayDeque<>()).add(event);
        if (event.isClick()) {
            times.merge(event.time, 1, Integer::sum);
            bindWatermark();
        }
    }

    /** Removes the event, which is its user's first. */
    void remove(UserEvent event) {
        Deque<UserEvent> queue = queues.get(event.userId);
        if (queue == null) {
            throw new IllegalStateException("user " + event.userId + " has no buffered events");
        }
        queue.remove();
        if (queue.isEmpty()) {
            queues.remove(event.userId);
        }
        if (event.isClick()) {
            times.computeIfPresent(event.time, (time, count) -> count == 1 ? null : count - 1);
            bindWatermark();
        }
    }

    private void bindWatermark() {
        watermarkBound = times.isEmpty() ? Long.MAX_VALUE : times.firstKey() - 1;
    }

    boolean contains(long userId) {
        return !queues.isEmpty() && queues.containsKey(userId);
    }

    /** The latest watermark before all buffered clicks; {@link Long#MAX_VALUE} if there are none. */
    long watermarkBound() {
        return watermarkBound;
    }

    /** Users whose first buffered click is on the lottery. */
    List<Long> waitingFor(long lotteryId) {
        List<Long> users = new ArrayList<>();
        queues.forEach((userId, queue) -> {
            if (queue.element().lotteryId == lotteryId) {
                users.add(userId);
            }
        });
        return users;
    }

    /** Users whose first buffered click is not after the time. */
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
