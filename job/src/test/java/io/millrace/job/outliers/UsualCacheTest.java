package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.state.HeldEntries;
import io.millrace.job.state.HeldEntries.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.util.MathUtils;
import org.apache.flink.util.StringUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsualCacheTest {
    private static final int CHARS = 1 << 20;
    private static final int GROUPS = 4;
    private static final String LONG_KEY = "a key that is too long for a slot";

    private final Kept kept = new Kept();

    /** State, and how often it was read and written. */
    private static final class Kept implements UsualCache.Store {
        private final Map<String, Usual> state = new HashMap<>();
        private final List<String> written = new ArrayList<>();
        private int reads;
        private int writes;

        @Override
        public @Nullable Usual read(String key) {
            reads++;
            return state.get(key);
        }

        @Override
        public void write(String key, Usual usual, boolean isNew) {
            writes++;
            written.add(key);
            assertThat(isNew).isEqualTo(!state.containsKey(key));
            state.put(key, usual);
        }
    }

    @Property(tries = 200)
    void anyLimitsAndRestoresGiveTheSameStatistics(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1_500) int keys)
            throws Exception {
        Random random = new Random(seed);
        kept.state.clear();
        UsualCache cache = cache(random);
        Map<String, Usual> expected = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            String key = key(random.nextInt(keys));
            int at = cache.at(key);
            Usual before = expected.getOrDefault(key, new Usual());
            assertThat(cache.get(at)).isEqualTo(before);
            int action = random.nextInt(100);
            if (action == 0) {
                kept.state.remove(key);
                cache.remove(at);
                expected.remove(key);
            } else if (action < 90) {
                Usual after = before.with(random.nextGaussian(), i, 0.1);
                cache.set(at, after);
                expected.put(key, after);
            }
            if (random.nextInt(100) == 0) {
                for (int more = random.nextInt(UsualCache.MAX_AGE + 2); more > 0; more--) {
                    checkpoint(cache);
                }
                List<Entry> held = checkpoint(cache);
                assertThat(all(held)).isEqualTo(expected);
                if (random.nextBoolean()) {
                    cache = cache(random);
                    HeldEntries.restore(held, UsualCache.VERSION, cache::restore);
                }
            }
        }
        assertThat(all(checkpoint(cache))).isEqualTo(expected);
    }

    private UsualCache cache(Random random) {
        return new UsualCache(kept, GROUPS, 4 << random.nextInt(16), 1 + random.nextInt(5_000));
    }

    private static List<Entry> checkpoint(UsualCache cache) throws Exception {
        cache.age();
        return HeldEntries.of(cache);
    }

    /** What is held, before what is stored. */
    private Map<String, Usual> all(List<Entry> held) throws Exception {
        Map<String, Usual> all = new HashMap<>(kept.state);
        UsualCache reader = new UsualCache(new Kept(), GROUPS, 1 << 20, CHARS);
        HeldEntries.restore(held, UsualCache.VERSION, reader::restore);
        for (Entry entry : held) {
            String key = reader.key(entry.in());
            assertThat(entry.hash() % GROUPS).isEqualTo(KeyGroupRangeAssignment.assignToKeyGroup(key, GROUPS));
            all.put(key, reader.get(reader.at(key)));
        }
        return all;
    }

    /** Every second key has the hash of the key before it; some are not Latin, and some are too long for a slot. */
    private static String key(int number) {
        String key = (number % 2 == 0 ? "Aa" : "BB") + number / 2;
        switch (number / 2 % 5) {
            case 0:
                return key + "\u0416";
            case 1:
                return key + "\u00e9";
            case 2:
                return key + "-".repeat(UsualSlots.MAX_SHORT_KEY - key.length() + number % 3);
            default:
                return key;
        }
    }

    @Test
    void statisticsAreReadOnceAndHeldAtCheckpoints() throws Exception {
        UsualCache cache = new UsualCache(kept, GROUPS, 64, CHARS);
        for (int i = 0; i < 100; i++) {
            int at = cache.at("a");
            cache.set(at, cache.get(at).with(1, i, 0.1));
            cache.at("b");
            assertThat(checkpoint(cache)).as("b has none").hasSize(1);
        }
        assertThat(kept.reads).isEqualTo(2);
        assertThat(kept.writes).isZero();
    }

    @Test
    void whatHasNotChangedForAWhileIsStoredOnce() throws Exception {
        UsualCache cache = new UsualCache(kept, GROUPS, 64, CHARS);
        cache.set(cache.at("a"), new Usual(1, 1, 0, 0));
        for (int i = 0; i < UsualCache.MAX_AGE; i++) {
            cache.set(cache.at("b"), new Usual(1, i, 0, 0));
            assertThat(checkpoint(cache)).hasSize(2);
        }

        assertThat(checkpoint(cache)).as("b alone has changed").hasSize(1);
        checkpoint(cache);
        assertThat(kept.state).containsOnly(Map.entry("a", new Usual(1, 1, 0, 0)));
        assertThat(kept.writes).isEqualTo(1);

        cache.set(cache.at("a"), new Usual(2, 2, 0, 0));
        assertThat(checkpoint(cache)).as("a is held again").hasSize(2);
    }

    @Test
    void anEntryHasTheseBytes() throws Exception {
        UsualCache cache = new UsualCache(kept, GROUPS, 64, CHARS);
        cache.set(cache.at("k1"), new Usual(3, 0.5, 2, 1_000));

        assertThat(checkpoint(cache)).singleElement().satisfies(entry -> assertThat(
                        StringUtils.byteToHexString(entry.bytes()))
                .isEqualTo("00000002" + "6b31" + "00" + "0000000000000003" + "3fe0000000000000" + "4000000000000000"
                        + "00000000000003e8"));
    }

    @Test
    void aLaterVersionIsRefused() {
        UsualCache cache = new UsualCache(kept, GROUPS, 64, CHARS);

        assertThatThrownBy(() -> cache.restore(UsualCache.VERSION + 1, new DataInputDeserializer(new byte[50])))
                .hasMessage(
                        "the version of what is held in state must be from 1 to 1, got 2; restore with the release that"
                                + " wrote the snapshot, or a later one");
    }

    @Test
    void statisticsAreStoredByKeyGroupAndKey() throws Exception {
        UsualCache cache = new UsualCache(kept, GROUPS, 64, CHARS);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            keys.add("k" + i);
            cache.set(cache.at("k" + i), new Usual(1, i, 0, 0));
        }
        for (int i = 0; i <= UsualCache.MAX_AGE; i++) {
            cache.age();
        }

        keys.sort(Comparator.<String>comparingInt(key -> KeyGroupRangeAssignment.assignToKeyGroup(key, GROUPS))
                .thenComparing(Comparator.naturalOrder()));
        assertThat(kept.written).isEqualTo(keys);
    }

    @Test
    void fullCacheIsWrittenAndEmptied() throws Exception {
        UsualCache cache = new UsualCache(kept, GROUPS, 4, CHARS);
        for (int i = 0; i < 3; i++) {
            cache.set(cache.at("k" + i), new Usual(1, i, 0, 0));
        }
        assertThat(kept.writes).isZero();
        cache.at("k3");
        assertThat(kept.writes).isEqualTo(3);
        assertThat(cache.get(cache.at("k1"))).isEqualTo(new Usual(1, 1, 0, 0));
        assertThat(kept.reads).isEqualTo(5);
    }

    @Test
    void keysThatAreNotInTheirSlotsFillItToo() throws Exception {
        UsualCache cache = new UsualCache(kept, GROUPS, 64, 2 * LONG_KEY.length());
        for (int i = 0; i < 40; i++) {
            cache.set(cache.at("short " + i), new Usual(1, 1, 0, 0));
        }
        cache.set(cache.at(LONG_KEY), new Usual(1, 1, 0, 0));
        cache.set(cache.at("\u0416"), new Usual(1, 2, 0, 0));
        assertThat(kept.writes).isZero();
        cache.set(cache.at(LONG_KEY + 1), new Usual(1, 3, 0, 0));
        assertThat(kept.writes).isEqualTo(42);
        assertThat(cache.get(cache.at(LONG_KEY + 1)).mean).isEqualTo(3);
        String longerThanTheLimit = LONG_KEY.repeat(3);
        cache.set(cache.at(longerThanTheLimit), new Usual(1, 4, 0, 0));
        assertThat(cache.get(cache.at(longerThanTheLimit)).mean).isEqualTo(4);
    }

    /** Were there no parts, each of these would look at all that came before it. */
    @Test
    void keysMayComeInTheOrderOfTheirHashes() throws Exception {
        UsualCache cache = new UsualCache(kept, GROUPS, UsualCache.DEFAULT_MAX_SLOTS, UsualCache.DEFAULT_MAX_CHARS);
        List<String> keys = IntStream.range(0, 500_000)
                .mapToObj(i -> "k" + i)
                .sorted(Comparator.comparingInt(key -> MathUtils.murmurHash(key.hashCode())))
                .collect(Collectors.toList());
        for (String key : keys) {
            cache.set(cache.at(key), new Usual(1, key.hashCode(), 0, 0));
        }
        for (String key : keys) {
            assertThat(cache.get(cache.at(key)).mean).isEqualTo(key.hashCode());
        }
        assertThat(kept.writes).isZero();
    }

    @Test
    void slotsAreAPowerOfTwo() {
        assertThatThrownBy(() -> new UsualCache(kept, GROUPS, 6, CHARS))
                .hasMessage("maxSlots must be a power of two and at least 4, got 6");
        assertThatThrownBy(() -> new UsualCache(kept, GROUPS, 2, CHARS))
                .hasMessage("maxSlots must be a power of two and at least 4, got 2");
    }
}
