package io.millrace.local.observe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Rates of counters, from their increase over the last seconds. Flink's own rates are means over a minute, and its counters
 * are refreshed only every two seconds or so: a shorter time would show that, not the rate.
 */
final class Rates {
    private static final Duration SPAN = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofSeconds(4);

    private record Count(long atMillis, long total) {}

    private final Map<String, Deque<Count>> counts = new HashMap<>();

    /**
     * Adds a counter's value, and returns its rate per second.
     *
     * @return empty until values of some seconds are known
     */
    Optional<Double> rate(String counter, long atMillis, long total) {
        Deque<Count> known = counts.computeIfAbsent(counter, name -> new ArrayDeque<>());
        if (!known.isEmpty() && known.getLast().total() > total) {
            known.clear(); // the job was started again
        }
        known.addLast(new Count(atMillis, total));
        while (known.size() > 2 && second(known).atMillis() <= atMillis - SPAN.toMillis()) {
            known.removeFirst();
        }
        Count first = known.getFirst();
        long millis = atMillis - first.atMillis();
        return millis < LEAST.toMillis() ? Optional.empty() : Optional.of((total - first.total()) * 1000.0 / millis);
    }

    private static Count second(Deque<Count> known) {
        return known.stream().skip(1).findFirst().orElseThrow();
    }
}
