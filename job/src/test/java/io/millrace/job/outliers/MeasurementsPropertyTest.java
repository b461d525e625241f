package io.millrace.job.outliers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.state.TestHarnesses;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * Compares bundling and sorting with a set: for any arrival at several readers, their watermarks, idle readers, barriers, limits
 * of memory and restores to another parallelism, each key's measurements come out by time and value, once, and with the first
 * watermark behind the shuffle that has passed them; those that come after it are rejected, with their records.
 */
class MeasurementsPropertyTest {
    private static final int MAX_PARALLELISM = 16;

    /** {@code Aa} and {@code BB} have the same hash. */
    private static final List<String> KEYS = List.of("Aa", "BB", "c", "d");

    /** What a reader has had since its start. */
    private static final class Reader {
        private final OneInputStreamOperatorTestHarness<Measurement, Measurements> bundles;
        private long watermark = Long.MIN_VALUE;
        private boolean idle;
        /** Flink does not count a reader that was idle until it has caught up. */
        private boolean aligned = true;

        private boolean wasIdle;
        /** What it has read and not sent since it was idle. */
        private final Map<String, Measurement> unsent = new TreeMap<>();

        Reader(long maxBytes, int manyKeys) throws Exception {
            bundles = new OneInputStreamOperatorTestHarness<>(new BundleMeasurements(maxBytes, manyKeys));
            bundles.open();
        }
    }

    /** All subtasks, and what they should and do emit. */
    private static final class Run {
        private final Random random;
        private final List<Reader> readers = new ArrayList<>();
        private final List<KeyedOneInputStreamOperatorTestHarness<String, Measurements, Measurements>> sorters =
                new ArrayList<>();
        private final Map<String, TreeSet<String>> waiting = new TreeMap<>();
        private final Map<String, List<String>> expected = new TreeMap<>();
        private final Map<String, List<String>> emitted = new TreeMap<>();
        private final List<String> late = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();
        private long combined = Long.MIN_VALUE;
        private int numbers;
        private long now;
        private long lastTime;

        Run(Random random) throws Exception {
            this.random = random;
            KEYS.forEach(key -> {
                waiting.put(key, new TreeSet<>());
                expected.put(key, new ArrayList<>());
                emitted.put(key, new ArrayList<>());
            });
            start(null, 1);
        }

        private void start(@Nullable OperatorSubtaskState state, int before) throws Exception {
            combined = Long.MIN_VALUE;
            readers.clear();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                // nothing fits, little fits, everything fits
                long readersBytes = List.of(0L, 3_000L, BundleMeasurements.DEFAULT_MAX_BYTES)
                        .get(random.nextInt(3));
                readers.add(
                        new Reader(readersBytes, random.nextInt(4) == 0 ? 1 : BundleMeasurements.DEFAULT_MANY_KEYS));
            }
            sorters.clear();
            int parallelism = 1 + random.nextInt(3);
            long maxBytes = List.of(0L, 1_500L, 1L << 20).get(random.nextInt(3));
            for (int i = 0; i < parallelism; i++) {
                KeyedOneInputStreamOperatorTestHarness<String, Measurements, Measurements> sorter =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new SortMeasurements(maxBytes),
                                measurements -> measurements.key,
                                Types.STRING,
                                MAX_PARALLELISM,
                                parallelism,
                                i);
                sorters.add(TestHarnesses.open(sorter, state, before));
            }
        }

        private Reader anyReader() {
            return readers.get(random.nextInt(readers.size()));
        }

        void put() throws Exception {
            Reader reader = anyReader();
            if (reader.idle) {
                reader.idle = false;
                reader.aligned = reader.watermark >= combined;
                reader.bundles.processWatermarkStatus(WatermarkStatus.ACTIVE);
            }
            String key = KEYS.get(random.nextInt(KEYS.size()));
            long base = Math.max(0, Math.max(combined, reader.watermark));
            if (random.nextInt(3) > 0) {
                lastTime = Math.max(0, base - 20 + random.nextInt(random.nextBoolean() ? 100 : 3_000));
            }
            long time = lastTime;
            long value = random.nextInt(3);
            String line = line(time, value);
            byte[] data = (key + line + "#" + numbers++).getBytes(UTF_8);
            SourceRecord record = SourceRecord.data("s", "shard-0", "1", "key", SourceRecord.NO_ARRIVAL, data);
            Measurement measurement = new Measurement(key, value, time).from(record);
            if (reader.wasIdle) {
                reader.unsent.put(new String(data, UTF_8), measurement);
            } else {
                // a record that its reader holds is in time, since its watermark holds back that of the sorters
                arrives(new String(data, UTF_8), measurement);
            }
            reader.bundles.processElement(measurement, time);
            shuffle(reader);
        }

        private void arrives(String record, Measurement measurement) {
            if (measurement.time <= combined) {
                late.add(record);
            } else {
                waiting.get(measurement.key).add(line(measurement.time, measurement.value));
            }
        }

        private void shuffle(Reader reader) throws Exception {
            for (Object element : reader.bundles.getOutput()) {
                if (element instanceof StreamRecord) {
                    Measurements bundle = (Measurements) ((StreamRecord<?>) element).getValue();
                    sent(reader, bundle);
                    sorters.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                    bundle.key, MAX_PARALLELISM, sorters.size()))
                            .processElement(bundle, bundle.first());
                }
            }
            reader.bundles.getOutput().clear();
        }

        /** A reader that was idle is not counted: its records arrive when it sends them. */
        private void sent(Reader reader, Measurements bundle) {
            for (int i = 0; reader.wasIdle && bundle.haveRecords() && i < bundle.size(); i++) {
                String record = new String(bundle.record(i).data, UTF_8);
                arrives(record, requireNonNull(reader.unsent.remove(record), record));
            }
        }

        /** Some time without a watermark. */
        void elapse() throws Exception {
            for (Reader reader : readers) {
                now += 1_000;
                reader.bundles.setProcessingTime(now);
                shuffle(reader);
                assertThat(reader.unsent).isEmpty();
            }
        }

        void advance() throws Exception {
            Reader reader = anyReader();
            if (!reader.idle) {
                advance(reader, Math.max(0, reader.watermark) + random.nextInt(random.nextBoolean() ? 60 : 1_500));
            }
        }

        private void advance(Reader reader, long watermark) throws Exception {
            reader.watermark = watermark;
            reader.bundles.processWatermark(watermark);
            shuffle(reader);
            assertThat(reader.unsent).isEmpty();
            reader.aligned |= watermark >= combined;
            combine();
        }

        /** As Flink combines the watermarks of its inputs. */
        private void combine() throws Exception {
            long least = readers.stream()
                    .filter(reader -> !reader.idle && reader.aligned)
                    .mapToLong(reader -> reader.watermark)
                    .min()
                    .orElse(Long.MIN_VALUE);
            if (least <= combined) {
                return;
            }
            combined = least;
            waiting.forEach((key, lines) -> {
                TreeSet<String> due =
                        new TreeSet<>(lines.headSet(line(combined + 1, 0).substring(0, 9)));
                due.forEach(line -> expected.get(key).add(line + " by " + combined));
                lines.removeAll(due);
            });
            for (KeyedOneInputStreamOperatorTestHarness<String, Measurements, Measurements> sorter : sorters) {
                sorter.processWatermark(combined);
            }
            collect();
        }

        void becomeIdle() throws Exception {
            Reader reader = anyReader();
            if (!reader.idle && readers.size() > 1) {
                reader.bundles.processWatermarkStatus(WatermarkStatus.IDLE);
                shuffle(reader);
                reader.idle = true;
                reader.wasIdle = true;
                combine();
            }
        }

        /** A barrier that has no consequences. */
        void barrier() throws Exception {
            for (Reader reader : readers) {
                reader.bundles.prepareSnapshotPreBarrier(1);
                shuffle(reader);
                assertThat(reader.unsent).isEmpty();
            }
        }

        void restore() throws Exception {
            barrier();
            OperatorSubtaskState[] states = new OperatorSubtaskState[sorters.size()];
            for (int i = 0; i < states.length; i++) {
                states[i] = sorters.get(i).snapshot(1, 1);
            }
            OperatorSubtaskState state = AbstractStreamOperatorTestHarness.repackageState(states);
            int before = sorters.size();
            long reached = combined;
            close();
            start(state, before);
            for (Reader reader : List.copyOf(readers)) {
                advance(reader, Math.max(0, reached));
            }
        }

        private void collect() {
            for (KeyedOneInputStreamOperatorTestHarness<String, Measurements, Measurements> sorter : sorters) {
                for (Object element : sorter.getOutput()) {
                    if (element instanceof StreamRecord) {
                        Measurements run = (Measurements) ((StreamRecord<?>) element).getValue();
                        for (int i = 0; i < run.size(); i++) {
                            emitted.get(run.key).add(line(run.time(i), run.value(i)) + " by " + combined);
                        }
                    }
                }
                sorter.getOutput().clear();
                Iterable<StreamRecord<RejectedRecord>> rejections = sorter.getSideOutput(RejectedRecord.TAG);
                if (rejections != null) {
                    rejections.forEach(rejection -> rejected.add(new String(rejection.getValue().source.data, UTF_8)));
                    sorter.getSideOutput(RejectedRecord.TAG).clear();
                }
            }
        }

        private static String line(long time, long value) {
            return String.format(Locale.ROOT, "%09d %03d", time, value);
        }

        void end() throws Exception {
            for (Reader reader : List.copyOf(readers)) {
                reader.idle = false;
                advance(reader, 100_000_000);
            }
            collect();
            assertThat(emitted).isEqualTo(expected);
            assertThat(rejected).containsExactlyInAnyOrderElementsOf(late);
        }

        void assertNothingIsKept() throws Exception {
            restore();
            for (KeyedOneInputStreamOperatorTestHarness<String, Measurements, Measurements> sorter : sorters) {
                sorter.snapshot(2, 2);
                assertThat(sorter.numEventTimeTimers()).isZero();
                assertThat(sorter.numKeyedStateEntries()).isZero();
            }
        }

        void close() throws Exception {
            collect();
            for (Reader reader : readers) {
                reader.bundles.close();
            }
            for (KeyedOneInputStreamOperatorTestHarness<String, Measurements, Measurements> sorter : sorters) {
                sorter.close();
            }
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void anyRun(@ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int steps) throws Exception {
        Random random = new Random(seed);
        Run run = new Run(random);
        try {
            for (int i = 0; i < steps; i++) {
                int step = random.nextInt(41);
                if (step < 28) {
                    run.put();
                } else if (step < 36) {
                    run.advance();
                } else if (step < 38) {
                    run.barrier();
                } else if (step < 39) {
                    run.becomeIdle();
                } else if (step < 40) {
                    run.elapse();
                } else {
                    run.restore();
                }
            }
            run.end();
            run.assertNothingIsKept();
        } finally {
            run.close();
        }
    }

    /** One key, and so many measurements that they are sorted by counting and sent in parts. */
    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void hotKey(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20_000) int measurements) throws Exception {
        Random random = new Random(seed);
        MeasurementSlice slice = new MeasurementSlice();
        slice.reset(2_048);
        TreeSet<String> expected = new TreeSet<>();
        for (int i = 0; i < measurements; i++) {
            long time = 2_048 + random.nextInt(1_024);
            long value = random.nextInt(100);
            slice.add("hot", time, value);
            expected.add(Run.line(time, value));
        }
        List<String> released = new ArrayList<>();
        long middle = 2_048 + random.nextInt(1_024);
        for (long until : Arrays.asList(middle, 4_000L)) {
            slice.release(until, new MeasurementList(), run -> {
                assertThat(run.size()).isLessThanOrEqualTo(2_048);
                for (int i = 0; i < run.size(); i++) {
                    released.add(Run.line(run.time(i), run.value(i)));
                }
            });
        }

        assertThat(released).containsExactlyElementsOf(expected);
        assertThat(slice.isEmpty()).isTrue();
    }
}
