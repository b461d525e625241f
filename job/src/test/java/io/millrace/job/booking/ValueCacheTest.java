package io.millrace.job.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/** Values are their own deadlines. */
class ValueCacheTest {
    private static final int GROUPS = 4;

    private final Kept kept = new Kept();

    /** State and timers, and how often they were used. */
    private static final class Kept implements ValueCache.Store<Long> {
        private final Map<String, Long> values = new HashMap<>();
        private final Map<String, Long> timers = new HashMap<>();
        private final List<String> written = new ArrayList<>();
        private int accesses;

        @Override
        public @Nullable Long read(String bookingId) {
            accesses++;
            return values.get(bookingId);
        }

        @Override
        public void write(String bookingId, @Nullable Long value) {
            accesses++;
            written.add(bookingId);
            if (value == null) {
                values.remove(bookingId);
            } else {
                values.put(bookingId, value);
            }
        }

        @Override
        public void registerTimer(String bookingId, long time) {
            accesses++;
            assertThat(timers.put(bookingId, time)).as("a value has one timer").isNull();
        }

        @Override
        public void deleteTimer(String bookingId, long time) {
            accesses++;
            assertThat(timers.remove(bookingId)).isEqualTo(time);
        }

        @Override
        public long deadline(Long value) {
            return value;
        }

        @Override
        public long bytes(Long value) {
            return value % 100;
        }
    }

    @Property(tries = 200)
    void anyBoundGivesTheSameValues(
            @ForAll long seed,
            @ForAll @IntRange(max = 5_000) int maxBytes,
            @ForAll @IntRange(min = 1, max = 40) int keys)
            throws Exception {
        Random random = new Random(seed);
        kept.values.clear();
        kept.timers.clear();
        ValueCache<Long> cache = new ValueCache<>(kept, GROUPS, maxBytes);
        Map<String, Long> expected = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            String key = "b" + random.nextInt(keys);
            ValueCache.Entry<Long> entry = cache.entry(key);
            assertThat(entry.value()).isEqualTo(expected.get(key));
            switch (random.nextInt(4)) {
                case 0:
                    cache.set(entry, null);
                    expected.remove(key);
                    break;
                case 1:
                    cache.set(entry, entry.value());
                    break;
                default:
                    long value = now + 1 + random.nextInt(500);
                    cache.set(entry, value);
                    expected.put(key, value);
            }
            if (random.nextInt(10) == 0) {
                now += random.nextInt(100);
                expire(cache, expected, now);
            }
            if (random.nextInt(100) == 0) {
                cache.writeBack();
                assertThat(kept.values).isEqualTo(expected);
                assertThat(kept.timers).isEqualTo(expected);
            }
            if (random.nextInt(300) == 0) {
                cache.writeBack();
                cache = new ValueCache<>(kept, GROUPS, maxBytes);
            }
        }
        expire(cache, expected, Long.MAX_VALUE);
        cache.writeBack();

        assertThat(expected).isEmpty();
        assertThat(kept.values).isEmpty();
        assertThat(kept.timers).isEmpty();
    }

    /** As the operator does: first what is in the cache, then the timers. */
    private void expire(ValueCache<Long> cache, Map<String, Long> expected, long now) throws Exception {
        for (ValueCache.Entry<Long> entry : cache.due(now)) {
            if (entry.value() != null) {
                assertThat(entry.value()).isLessThanOrEqualTo(now);
                cache.set(entry, null);
            }
        }
        for (Map.Entry<String, Long> timer : Map.copyOf(kept.timers).entrySet()) {
            if (timer.getValue() <= now && kept.timers.remove(timer.getKey(), timer.getValue())) {
                ValueCache.Entry<Long> entry = cache.fired(timer.getKey());
                if (entry.value() != null && entry.value() <= now) {
                    cache.set(entry, null);
                }
            }
        }
        expected.values().removeIf(value -> value <= now);
    }

    @Example
    void valueThatComesAndGoesIsOnlyLookedForInState() throws Exception {
        ValueCache<Long> cache = new ValueCache<>(kept, GROUPS, 1 << 20);
        for (String key : List.of("a", "b", "c")) {
            cache.set(cache.entry(key), 10L);
            cache.set(cache.entry(key), 20L);
        }
        for (ValueCache.Entry<Long> entry : cache.due(20)) {
            cache.set(entry, null);
        }
        cache.writeBack();

        assertThat(kept.accesses).isEqualTo(3);
    }

    @Example
    void unchangedValueIsNotWrittenAgain() throws Exception {
        ValueCache<Long> cache = new ValueCache<>(kept, GROUPS, 1 << 20);
        cache.set(cache.entry("a"), 10L);
        cache.writeBack();
        int accesses = kept.accesses;

        cache.set(cache.entry("a"), cache.entry("a").value());
        cache.writeBack();
        assertThat(kept.accesses).isEqualTo(accesses);
    }

    @Example
    void valuesAreWrittenByKeyGroupAndKey() throws Exception {
        ValueCache<Long> cache = new ValueCache<>(kept, GROUPS, 1 << 20);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add("b" + i);
            cache.set(cache.entry("b" + i), 10L);
        }
        cache.writeBack();

        keys.sort(Comparator.<String>comparingInt(key -> KeyGroupRangeAssignment.assignToKeyGroup(key, GROUPS))
                .thenComparing(Comparator.naturalOrder()));
        assertThat(kept.written).isEqualTo(keys);
    }
}
