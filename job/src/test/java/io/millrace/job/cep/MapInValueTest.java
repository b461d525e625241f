package io.millrace.job.cep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.state.ValueState;

class MapInValueTest {
    private final Stored stored = new Stored();
    private final MapInValue<Integer, String> map = new MapInValue<>(stored);

    /** Keeps copies, like a backend that serializes. */
    private static final class Stored implements ValueState<Map<Integer, String>> {
        private Map<Integer, String> content;
        private int writes;

        @Override
        public Map<Integer, String> value() {
            return content == null ? null : new HashMap<>(content);
        }

        @Override
        public void update(Map<Integer, String> value) {
            content = new HashMap<>(value);
            writes++;
        }

        @Override
        public void clear() {
            content = null;
            writes++;
        }
    }

    @Property(tries = 500)
    void storedStateEqualsThatOfAMap(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Map<Integer, String> expected = new HashMap<>();
        for (int step = random.nextInt(60); step >= 0; step--) {
            int key = random.nextInt(4);
            switch (random.nextInt(7)) {
                case 0:
                    map.put(key, "put " + step);
                    expected.put(key, "put " + step);
                    break;
                case 1:
                    map.putAll(Map.of(key, "all " + step, key + 1, "all " + step));
                    expected.putAll(Map.of(key, "all " + step, key + 1, "all " + step));
                    break;
                case 2:
                    map.remove(key);
                    expected.remove(key);
                    break;
                case 3:
                    removeThrough(map.keys().iterator(), key);
                    expected.remove(key);
                    break;
                case 4:
                    map.clear();
                    expected.clear();
                    break;
                case 5:
                    map.store();
                    break;
                default:
                    assertThat(map.get(key)).isEqualTo(expected.get(key));
                    assertThat(map.contains(key)).isEqualTo(expected.containsKey(key));
                    assertThat(map.isEmpty()).isEqualTo(expected.isEmpty());
                    assertThat(map.values()).containsExactlyInAnyOrderElementsOf(expected.values());
                    assertThat(map.entries()).containsExactlyInAnyOrderElementsOf(expected.entrySet());
            }
        }
        map.store();
        assertThat(stored.content).isEqualTo(expected.isEmpty() ? null : expected);
        map.clear();
        map.store();
    }

    private static void removeThrough(Iterator<Integer> keys, Integer key) {
        while (keys.hasNext()) {
            if (keys.next().equals(key)) {
                keys.remove();
            }
        }
    }

    @Example
    void unchangedAccountIsNotWritten() throws IOException {
        map.put(1, "a");
        map.store();

        map.get(1);
        map.remove(2);
        map.keys().forEach(key -> {});
        map.store();

        assertThat(stored.writes).isOne();
    }

    @Example
    void anEmptiedMapLeavesNothingBehind() throws IOException {
        map.put(1, "a");
        map.store();

        map.isEmpty();
        map.clear();
        map.clear();
        map.store();

        assertThat(stored.content).isNull();
        assertThat(stored.writes).isEqualTo(2);
    }
}
