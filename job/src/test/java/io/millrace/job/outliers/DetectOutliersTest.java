package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.state.TestHarnesses;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DetectOutliersTest {
    private static final long FORGET_AFTER = 40_000;
    private static final int MAX_PARALLELISM = 8;
    private static final int KEYS = 100;

    private KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness() throws Exception {
        return harness(OutlierRun.RULE);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness(OutlierRule rule)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new DetectOutliers(rule), measurements -> measurements.key, Types.STRING);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void measure(String key, long value, long time) throws Exception {
        harness.processElement(new Measurements(key, new long[] {time}, new long[] {value}), time);
    }

    private OperatorSubtaskState snapshot(long checkpoint) throws Exception {
        harness.prepareSnapshotPreBarrier(checkpoint);
        return harness.snapshot(checkpoint, checkpoint);
    }

    /** Until what has not changed has an entry of state, and a timer. */
    private OperatorSubtaskState snapshots() throws Exception {
        for (int checkpoint = 1; checkpoint <= UsualCache.MAX_AGE; checkpoint++) {
            snapshot(checkpoint);
        }
        return snapshot(UsualCache.MAX_AGE + 1L);
    }

    /** JSON has no infinite numbers. */
    @Test
    void scoreIsFiniteWhateverTheLeastDeviationIs() throws Exception {
        harness.close();
        harness = harness(new OutlierRule(0.1, 2.5, 5, 1e-300, Duration.ofSeconds(40)));
        harness.open();
        for (int time = 0; time < 6; time++) {
            measure("a", 0, time);
        }
        measure("a", Long.MAX_VALUE, 6);

        Outlier outlier = harness.extractOutputValues().get(0);
        assertThat(outlier.score).isEqualTo(Double.MAX_VALUE);
        assertThat(new OutlierSerializer(0).serialize(outlier)).isNotEmpty();
    }

    @Test
    void expiredKeyLeavesNoState() throws Exception {
        measure("a", 1, 0);
        measure("b", 1, 0);
        snapshots();
        measure("a", 1, 30_000);
        harness.processWatermark(FORGET_AFTER - 1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);

        harness.processWatermark(FORGET_AFTER);
        assertThat(harness.numKeyedStateEntries())
                .as("b alone was silent so long")
                .isEqualTo(1);

        harness.processWatermark(30_000 + FORGET_AFTER);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    /** It expires while it is held, and is then stored with a timer whose time has passed. */
    @Test
    void heldKeyThatHasExpiredLeavesNoState() throws Exception {
        measure("a", 1, 0);
        snapshot(1);
        harness.processWatermark(FORGET_AFTER);
        snapshots();
        assertThat(harness.numKeyedStateEntries()).isOne();
        assertThat(harness.numEventTimeTimers()).isOne();

        harness.processWatermark(FORGET_AFTER + 1);
        snapshot(100);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void keyHasOneTimerHoweverOftenItIsStored() throws Exception {
        for (int i = 0; i < 10; i++) {
            measure("a", 1, i * 1_000);
            harness.processWatermark(i * 1_000);
            snapshots();
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void keyThatChangesHasNoTimerAndNoEntryOfItsOwn() throws Exception {
        for (int i = 0; i < 100; i++) {
            measure("a", 1, i);
            measure("b", 1, i);
            snapshot(i);
        }

        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numKeyedStateEntries())
                .as("both are in one key group")
                .isOne();
    }

    @Test
    void expiredKeyStartsAgainWithATimerOfItsOwn() throws Exception {
        measure("a", 1, 0);
        snapshots();
        harness.processWatermark(FORGET_AFTER);
        assertThat(harness.numKeyedStateEntries()).isZero();

        measure("a", 1, FORGET_AFTER + 1);
        snapshots();
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    /** Timers on the heap are in a checkpoint before the operator's own part of it. */
    @ParameterizedTest
    @EnumSource(EmbeddedRocksDBStateBackend.PriorityQueueStateType.class)
    @SuppressWarnings("deprecation") // the backend has another package in Flink 2
    void restoredKeyHasItsTimer(EmbeddedRocksDBStateBackend.PriorityQueueStateType timers) throws Exception {
        harness.close();
        harness = rocksDb(timers);
        harness.open();
        measure("a", 1, 0);
        OperatorSubtaskState state = snapshots();
        harness.close();
        harness = rocksDb(timers);
        harness.initializeState(state);
        harness.open();

        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    /** What is held for a key that is stored counts, also after a restore, and its timer leaves it alone. */
    @Test
    void whatIsHeldIsNewerThanWhatIsStored() throws Exception {
        for (int i = 0; i < 9; i++) {
            measure("a", 100, i);
        }
        snapshots();
        measure("a", 100, 30_000);
        OperatorSubtaskState state = snapshot(100);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();

        harness.processWatermark(8 + FORGET_AFTER);
        measure("a", 1_000_000, 8 + FORGET_AFTER + 1);
        assertThat(harness.extractOutputValues())
                .as("what is stored has expired, what is held has not")
                .hasSize(1);
        snapshots();
        assertThat(harness.numEventTimeTimers()).isOne();
    }

    /** Into a cache that is too small for the statistics that were held; and with nearly all of them stored. */
    @ParameterizedTest
    @CsvSource({"1024, 4, false", "1024, 4, true", "4, 1024, false", "4, 1024, true"})
    @SuppressWarnings("deprecation") // the backend has another package in Flink 2
    void statisticsAreRestoredAtAnotherParallelism(int maxSlots, int restoredSlots, boolean rocksDb) throws Exception {
        StateBackend backend = rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
        harness.close();
        harness = harness(maxSlots, backend, 1, 0, null);
        for (int i = 0; i < KEYS; i++) {
            for (int time = 0; time < 9; time++) {
                measure("k" + i, 100, time);
            }
        }
        OperatorSubtaskState state = snapshot(1);

        for (int subtask = 0; subtask < 2; subtask++) {
            harness.close();
            harness = harness(restoredSlots, backend, 2, subtask, state);
            int own = 0;
            for (int i = 0; i < KEYS; i++) {
                if (KeyGroupRangeAssignment.assignKeyToParallelOperator("k" + i, MAX_PARALLELISM, 2) == subtask) {
                    own++;
                    measure("k" + i, 1_000_000, 10);
                }
            }
            assertThat(own).isBetween(KEYS / 4, 3 * KEYS / 4);
            assertThat(harness.extractOutputValues()).hasSize(own);
            snapshots();
            assertThat(harness.numEventTimeTimers()).as("one for each key").isEqualTo(own);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness(
            int maxSlots, StateBackend backend, int parallelism, int subtask, OperatorSubtaskState state)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new DetectOutliers(OutlierRun.RULE, maxSlots),
                        measurements -> measurements.key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask);
        harness.setStateBackend(backend);
        return TestHarnesses.open(harness, state, 1);
    }

    @SuppressWarnings("deprecation") // the backend has another package in Flink 2
    private static KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> rocksDb(
            EmbeddedRocksDBStateBackend.PriorityQueueStateType timers) throws Exception {
        EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend();
        backend.setPriorityQueueStateType(timers);
        KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness = harness();
        harness.setStateBackend(backend);
        return harness;
    }

    @Test
    void aSnapshotHasTheLatestStatistics() throws Exception {
        for (int i = 0; i < 10; i++) {
            measure("a", 100, i);
        }
        OperatorSubtaskState state = snapshot(1);
        measure("a", 1_000_000, 10);
        assertThat(harness.extractOutputValues()).hasSize(1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();

        measure("a", 1_000_000, 10);
        assertThat(harness.extractOutputValues())
                .as("the failed run's value does not count")
                .containsExactly(new Outlier("a", 1_000_000, 10, 100, OutlierRun.RULE.deviation(new Usual()), 19_998));
    }

    /** The watermark may come long after the next value: a key expires by its time, not by its timer. */
    @Test
    void expiryDoesNotDependOnTheTimer() throws Exception {
        for (int i = 0; i < 10; i++) {
            measure("a", 100, i);
        }
        measure("a", 10_000, 10 + FORGET_AFTER);
        measure("a", 10_000, 11 + FORGET_AFTER);

        assertThat(harness.extractOutputValues()).isEmpty();
    }
}
