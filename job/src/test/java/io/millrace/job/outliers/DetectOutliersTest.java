package io.millrace.job.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectOutliersTest {
    private static final long FORGET_AFTER = 40_000;

    private KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Measurements, Outlier> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new DetectOutliers(OutlierRun.RULE), measurements -> measurements.key, Types.STRING);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void measure(String key, long value, long time) throws Exception {
        harness.processElement(new Measurements(key, new long[] {time}, new long[] {value}), time);
    }

    @Test
    void expiredKeyLeavesNoState() throws Exception {
        measure("a", 1, 0);
        measure("b", 1, 0);
        harness.snapshot(1, 1);
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

    @Test
    void keyHasOneTimerHoweverManyValues() throws Exception {
        for (int i = 0; i < 100; i++) {
            measure("a", 1, i * 1_000);
            harness.processWatermark(i * 1_000);
            harness.snapshot(i, i);
        }

        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void expiredKeyStartsAgainWithATimerOfItsOwn() throws Exception {
        measure("a", 1, 0);
        harness.snapshot(1, 1);
        harness.processWatermark(FORGET_AFTER);
        assertThat(harness.numKeyedStateEntries()).isZero();

        measure("a", 1, FORGET_AFTER + 1);
        harness.snapshot(2, 2);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aSnapshotHasTheLatestStatistics() throws Exception {
        for (int i = 0; i < 10; i++) {
            measure("a", 100, i);
        }
        OperatorSubtaskState state = harness.snapshot(1, 1);
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
