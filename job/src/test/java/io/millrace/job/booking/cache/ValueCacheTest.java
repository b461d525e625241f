package io.millrace.job.booking.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.codec.TextCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.MathUtils;
import org.jspecify.annotations.Nullable;

/** Values are their own deadlines. */
class ValueCacheTest {
    private static final Padded FORMAT = new Padded();
    private static final int GROUPS = 4;

    private final Kept kept = new Kept();

    /** Values of different sizes. */
    private static final class Padded implements ValueFormat<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Long value, DataOutputView out) throws IOException {
            out.writeLong(value);
            out.write(new byte[(int) (value % 100)]);
        }

        @Override
        public Long read(int version, DataInputView in) throws IOException {
            long value = in.readLong();
            in.skipBytesToRead((int) (value % 100));
            return value;
        }
    }

    /** State, whose values are also the times of their timers, and how often it was used. */
    private static final class Kept implements ValueCache.Store<Long> {
        private final Map<String, Long> values = new LinkedHashMap<>();
        private int accesses;

        @Override
        public boolean isEmpty() {
            return values.isEmpty();
        }

        @Override
        public @Nullable Long take(String bookingId) {
            accesses++;
            return values.remove(bookingId);
        }

        @Override
        public void put(String bookingId, Long value) {
            accesses++;
            assertThat(values.put(bookingId, value))
                    .as("a value is here or there")
                    .isNull();
        }

        @Override
        public long deadline(Long value) {
            return value;
        }
    }

    private ValueCache<Long> cache(long maxBytes) throws Exception {
        return new ValueCache<>(kept, FORMAT, GROUPS, maxBytes);
    }

    /** What is in the cache. */
    private static Map<String, Long> held(ValueCache<Long> cache) throws Exception {
        Map<String, Long> held = new HashMap<>();
        cache.age();
        cache.forEach((hash, bytes, offset, length) -> {
            DataInputDeserializer in = new DataInputDeserializer(bytes, offset, length);
            String bookingId = TextCodec.read(in);
            assertThat(hash).isEqualTo(MathUtils.murmurHash(bookingId.hashCode()));
            assertThat(held.put(bookingId, FORMAT.read(1, in))).isNull();
            assertThat(in.available()).isZero();
        });
        return held;
    }

    @Property(tries = 300)
    void anyBoundGivesTheSameValues(
            @ForAll long seed,
            @ForAll @IntRange(max = 200_000) int maxBytes,
            @ForAll @IntRange(min = 1, max = 1_000) int keys)
            throws Exception {
        Random random = new Random(seed);
        kept.values.clear();
        ValueCache<Long> cache = cache(maxBytes);
        Map<String, Long> expected = new HashMap<>();
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            String key = key(random.nextInt(keys));
            Long value = cache.get(key);
            assertThat(value).isEqualTo(expected.get(key));
            switch (random.nextInt(4)) {
                case 0:
                    cache.set(null);
                    expected.remove(key);
                    break;
                case 1:
                    cache.set(value);
                    break;
                default:
                    // some live for longer than it takes to age
                    long next = now + 1 + random.nextInt(random.nextInt(4) == 0 ? 50_000 : 500);
                    cache.set(next);
                    expected.put(key, next);
            }
            if (random.nextInt(10) == 0) {
                now += random.nextInt(100);
                expire(cache, expected, now);
            }
            if (random.nextInt(50) == 0) {
                Map<String, Long> held = held(cache);
                Map<String, Long> all = new HashMap<>(kept.values);
                assertThat(Collections.disjoint(all.keySet(), held.keySet())).isTrue();
                all.putAll(held);
                assertThat(all).isEqualTo(expected);
                if (random.nextInt(2 * ValueCache.MAX_AGE) == 0) {
                    cache = restored(held, maxBytes);
                }
            }
        }
        expire(cache, expected, Long.MAX_VALUE - 1);

        assertThat(expected).isEmpty();
        assertThat(held(cache)).isEmpty();
        assertThat(kept.values).isEmpty();
    }

    private ValueCache<Long> restored(Map<String, Long> held, long maxBytes) throws Exception {
        ValueCache<Long> cache = cache(maxBytes);
        for (Map.Entry<String, Long> each : held.entrySet()) {
            assertThat(cache.get(each.getKey())).isNull();
            cache.set(each.getValue());
        }
        return cache;
    }

    /** Some have the same hash, and some are not Latin. */
    private static String key(int number) {
        return (number % 2 == 0 ? "Aa" : "BB") + (number % 3 == 0 ? "\u20ac" : "") + number / 2;
    }

    /** As the operator does: first what is in the cache, then the timers. Of the expired, every third gets more time. */
    private void expire(ValueCache<Long> cache, Map<String, Long> expected, long now) throws Exception {
        cache.settle(now, (key, value, time) -> {
            assertThat(time).isEqualTo(now);
            assertThat(value).isLessThanOrEqualTo(now).isEqualTo(expected.get(key));
            return settled(value, now);
        });
        for (Map.Entry<String, Long> timer : Map.copyOf(kept.values).entrySet()) {
            if (timer.getValue() <= now) {
                Long value = cache.get(timer.getKey());
                if (value != null && value <= now) {
                    cache.set(settled(value, now));
                }
            }
        }
        expected.replaceAll((key, value) -> value <= now && settled(value, now) != null ? settled(value, now) : value);
        expected.values().removeIf(value -> value <= now);
    }

    private static @Nullable Long settled(Long value, long now) {
        return value % 3 == 0 && now < Long.MAX_VALUE - 1 ? (Long) (now + 77) : null;
    }

    @Example
    void valueThatComesAndGoesNeedsNoState() throws Exception {
        ValueCache<Long> cache = cache(1 << 20);
        for (String key : List.of("a", "b", "a", "c")) {
            cache.get(key);
            cache.set(10L);
            cache.get(key);
            cache.set(20L);
        }
        assertThat(held(cache)).containsOnlyKeys("a", "b", "c");
        cache.settle(20, (key, value, time) -> null);

        assertThat(held(cache)).isEmpty();
        assertThat(kept.accesses).isZero();
    }

    @Example
    void stateIsLookedAtOnlyWhileItHasValues() throws Exception {
        ValueCache<Long> cache = cache(0);
        cache.get("a");
        cache.set(10L);
        cache.get("b");
        cache.set(10L);
        cache.get("c");
        assertThat(kept.values).containsOnlyKeys("a");
        cache.get("a");
        cache.set(null);
        assertThat(kept.values).isEmpty();
        int accesses = kept.accesses;

        cache.get("d");
        assertThat(kept.accesses).isEqualTo(accesses);
    }

    @Example
    void restoredStateIsAlwaysLookedAt() throws Exception {
        kept.values.put("a", 10L);
        ValueCache<Long> cache = cache(1 << 20);

        assertThat(cache.get("b")).isNull();
        assertThat(cache.get("a")).isEqualTo(10L);
    }

    @Example
    void valuesThatHaveBeenHereLongestMakeRoom() throws Exception {
        ValueCache<Long> cache = cache(1_000);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add("b" + i);
            cache.get("b" + i);
            cache.set(100L);
        }
        assertThat(held(cache)).hasSizeBetween(8, 12);

        assertThat(kept.values.keySet()).containsExactlyInAnyOrderElementsOf(keys.subList(0, kept.values.size()));
    }

    @Example
    void valuesThatChangeNoMoreAreMovedByKeyGroupAndKey() throws Exception {
        ValueCache<Long> cache = cache(1 << 20);
        List<String> keys = new ArrayList<>();
        for (int i = 10; i < 50; i++) {
            keys.add("b" + i);
            cache.get("b" + i);
            cache.set(100L);
        }
        for (long checkpoint = 1; checkpoint <= ValueCache.MAX_AGE; checkpoint++) {
            assertThat(held(cache)).hasSize(40);
            cache.get("b10");
            cache.set(100 + checkpoint);
        }
        assertThat(kept.values).isEmpty();
        assertThat(held(cache)).containsOnlyKeys("b10");

        keys.remove("b10");
        keys.sort(Comparator.<String>comparingInt(key -> KeyGroupRangeAssignment.assignToKeyGroup(key, GROUPS))
                .thenComparing(Comparator.naturalOrder()));
        assertThat(kept.values.keySet()).containsExactlyElementsOf(keys);
    }
}
