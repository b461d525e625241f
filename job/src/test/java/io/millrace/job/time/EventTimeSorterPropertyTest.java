package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RejectedRecord;
import io.millrace.job.state.TestHarnesses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * Compares sorters with a map: for any arrival, watermarks, restores to another parallelism, backends and limits of memory,
 * each key's events come out by time and content, once, and none too early or too late.
 */
class EventTimeSorterPropertyTest {
    private static final int MAX_PARALLELISM = 16;

    /** {@code Aa} and {@code BB} have the same hash. */
    private static final List<String> KEYS = List.of("Aa", "BB", "c", "d", "e", "f", "g");

    /** All subtasks of a sorter, and what they should and do emit. */
    private static final class Run {
        private final Random random;
        private final boolean rocksDb;
        private final List<KeyedOneInputStreamOperatorTestHarness<String, String, String>> subtasks = new ArrayList<>();
        /** Of each key, what waits. */
        private final Map<String, TreeSet<String>> waiting = new TreeMap<>();

        private final Map<String, List<String>> expected = new TreeMap<>();
        private final Map<String, List<String>> emitted = new TreeMap<>();
        private long watermark;
        private int late;
        private int rejected;

        Run(Random random, boolean rocksDb) throws Exception {
            this.random = random;
            this.rocksDb = rocksDb;
            KEYS.forEach(key -> {
                waiting.put(key, new TreeSet<>());
                expected.put(key, new ArrayList<>());
                emitted.put(key, new ArrayList<>());
            });
            start(1 + random.nextInt(3), null);
        }

        @SuppressWarnings("deprecation") // the backend has another package in Flink 2
        private void start(int parallelism, @Nullable OperatorSubtaskState state) throws Exception {
            // nothing fits, a few slices fit, everything fits
            long maxBytes = List.of(0L, 1_500L, EventBuffer.DEFAULT_MAX_BYTES).get(random.nextInt(3));
            int before = subtasks.size();
            subtasks.clear();
            for (int i = 0; i < parallelism; i++) {
                KeyedOneInputStreamOperatorTestHarness<String, String, String> harness =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new EventTimeSorter<>(new TextOrder(), new TextFormat(), Types.STRING, maxBytes),
                                new TextOrder()::key,
                                Types.STRING,
                                MAX_PARALLELISM,
                                parallelism,
                                i);
                harness.setStateBackend(rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
                subtasks.add(TestHarnesses.open(harness, state, before));
            }
        }

        void put() throws Exception {
            long time = watermark - 3 + random.nextInt(60);
            String key = KEYS.get(random.nextInt(KEYS.size()));
            String event = key + " " + (char) ('a' + random.nextInt(3));
            subtask(key).processElement(event + "@" + random.nextInt(), time);
            if (time <= watermark) {
                late++;
            } else {
                waiting.get(key).add(line(event, time));
            }
        }

        private KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask(String key) {
            return subtasks.get(
                    KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, subtasks.size()));
        }

        void advance(long newWatermark) throws Exception {
            watermark = newWatermark;
            waiting.forEach((key, lines) -> {
                TreeSet<String> due = new TreeSet<>(lines.headSet(line("", watermark + 1)));
                expected.get(key).addAll(due);
                lines.removeAll(due);
            });
            for (KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask : subtasks) {
                subtask.processWatermark(watermark);
            }
            collect();
        }

        void restore() throws Exception {
            collect();
            OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
            for (int i = 0; i < states.length; i++) {
                states[i] = subtasks.get(i).snapshot(1, 1);
            }
            // it continues after a checkpoint; what it does then must not be in the snapshot
            if (random.nextBoolean()) {
                for (String key : KEYS) {
                    subtask(key).processElement(key + " z", watermark + 1 + random.nextInt(60));
                }
            }
            OperatorSubtaskState state = AbstractStreamOperatorTestHarness.repackageState(states);
            close();
            start(1 + random.nextInt(3), state);
            for (KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask : subtasks) {
                subtask.processWatermark(watermark);
            }
            collect();
        }

        private void collect() {
            for (KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask : subtasks) {
                for (Object element : subtask.getOutput()) {
                    if (element instanceof StreamRecord) {
                        StreamRecord<?> record = (StreamRecord<?>) element;
                        String event = (String) record.getValue();
                        emitted.get(new TextOrder().key(event)).add(line(event, record.getTimestamp()));
                    }
                }
                subtask.getOutput().clear();
                Object rejections = subtask.getSideOutput(RejectedRecord.TAG);
                if (rejections != null) {
                    rejected += subtask.getSideOutput(RejectedRecord.TAG).size();
                    subtask.getSideOutput(RejectedRecord.TAG).clear();
                }
            }
        }

        private static String line(String event, long time) {
            return String.format(Locale.ROOT, "%09d %s", time, event);
        }

        void assertSame() {
            assertThat(emitted).isEqualTo(expected);
            assertThat(rejected).isEqualTo(late);
        }

        void assertNothingIsKept() throws Exception {
            restore();
            for (KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask : subtasks) {
                assertThat(subtask.numEventTimeTimers()).isZero();
                subtask.snapshot(2, 2);
                if (!rocksDb) {
                    assertThat(subtask.numKeyedStateEntries()).isZero();
                }
            }
        }

        void close() throws Exception {
            for (KeyedOneInputStreamOperatorTestHarness<String, String, String> subtask : subtasks) {
                subtask.close();
            }
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void anyRunOnHashMap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int steps) throws Exception {
        compare(new Random(seed), steps, false);
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void anyRunOnRocksDb(@ForAll long seed, @ForAll @IntRange(min = 40, max = 120) int steps) throws Exception {
        compare(new Random(seed), steps, true);
    }

    private static void compare(Random random, int steps, boolean rocksDb) throws Exception {
        Run run = new Run(random, rocksDb);
        try {
            run.advance(1_000);
            for (int i = 0; i < steps; i++) {
                int step = random.nextInt(20);
                if (step < 16) {
                    run.put();
                } else if (step < 19) {
                    run.advance(run.watermark + random.nextInt(25));
                } else {
                    run.restore();
                }
            }
            run.advance(1_000_000);
            run.assertSame();
            run.assertNothingIsKept();
        } finally {
            run.close();
        }
    }
}
