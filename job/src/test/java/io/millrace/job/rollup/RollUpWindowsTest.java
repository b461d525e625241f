package io.millrace.job.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.time.EventBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** With partials in memory, and with all of them spilled. */
@ParameterizedClass
@ValueSource(longs = {EventBuffer.DEFAULT_MAX_BYTES, 0})
class RollUpWindowsTest {
    private static final RollupWindow SLIDING = new RollupWindow(Duration.ofMillis(30), Duration.ofMillis(10));
    private static final RollupWindow TUMBLING = new RollupWindow(Duration.ofMillis(10), Duration.ofMillis(10));

    private final long maxBytes;
    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    private KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Totals>, Rollup> harness;

    RollUpWindowsTest(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    private void open(RollupWindow window) throws Exception {
        open(window, null);
    }

    private void open(RollupWindow window, OperatorSubtaskState state) throws Exception {
        MockEnvironment environment = new MockEnvironmentBuilder()
                .setMetricGroup(new InterceptingTaskMetricGroup() {
                    /** What Flink 1 calls. */
                    public InternalOperatorMetricGroup getOrAddOperator(OperatorID id, String name) {
                        return metrics;
                    }

                    /** What Flink 2 calls. */
                    public InternalOperatorMetricGroup getOrAddOperator(
                            OperatorID id, String name, Map<String, String> variables) {
                        return metrics;
                    }
                })
                .build();
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new RollUpWindows(window, maxBytes), partial -> partial.f0, Types.STRING, environment);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void partial(String key, long value, long time) throws Exception {
        Totals totals = new Totals();
        totals.add(value);
        harness.processElement(Tuple2.of(key, totals), time);
    }

    private List<String> rollups() {
        return harness.extractOutputValues().stream()
                .map(rollup -> rollup.id() + ": " + rollup.totals.sum())
                .collect(Collectors.toList());
    }

    private void assertNothingIsLeft() throws Exception {
        harness.snapshot(9, 9);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void windowIsEmittedAtTheWatermarkOfItsLastMillisecond() throws Exception {
        open(TUMBLING);
        partial("a", 1, 9);
        partial("a", 2, 9);

        harness.processWatermark(8);
        assertThat(rollups()).isEmpty();
        harness.processWatermark(9);

        assertThat(rollups()).containsExactly("a-0-10: 3");
        assertNothingIsLeft();
    }

    @Test
    void slicesAreSharedAndGoneWithTheLastWindow() throws Exception {
        open(SLIDING);
        partial("a", 1, 9);
        partial("a", 2, 29);
        partial("b", 4, 19);

        harness.processWatermark(9);
        assertThat(rollups()).containsExactly("a--20-10: 1");
        harness.processWatermark(1_000);

        assertThat(rollups())
                .containsExactlyInAnyOrder(
                        "a--20-10: 1",
                        "a--10-20: 1",
                        "a-0-30: 3",
                        "a-10-40: 2",
                        "a-20-50: 2",
                        "b--10-20: 4",
                        "b-0-30: 4",
                        "b-10-40: 4");
        assertNothingIsLeft();
    }

    /** The same for a key that always has values. */
    @Test
    void aSliceIsGoneWithItsLastWindow() throws Exception {
        open(SLIDING);
        for (long time = 9; time < 1_000; time += 10) {
            partial("a", 1, time);
            harness.processWatermark(time);
        }

        assertThat(stateOf("a").size()).isEqualTo(2);
    }

    private Slices stateOf(String key) throws Exception {
        RollUpWindows operator = (RollUpWindows) harness.getOperator();
        operator.setCurrentKey(key);
        return operator.getKeyedStateBackend()
                .getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ValueStateDescriptor<>("slices", Slices.class))
                .value();
    }

    /** A slice that is not in the window yet must not be counted or lost. */
    @Test
    void laterSlicesWaitForTheirWindows() throws Exception {
        open(SLIDING);
        partial("a", 1, 9);
        partial("a", 2, 99);

        harness.processWatermark(50);
        assertThat(rollups()).containsExactly("a--20-10: 1", "a--10-20: 1", "a-0-30: 1");
        harness.processWatermark(1_000);

        assertThat(rollups())
                .containsExactly(
                        "a--20-10: 1", "a--10-20: 1", "a-0-30: 1", "a-70-100: 2", "a-80-110: 2", "a-90-120: 2");
        assertNothingIsLeft();
    }

    @Test
    void openWindowsOutliveARestore() throws Exception {
        open(SLIDING);
        partial("a", 1, 9);
        harness.processWatermark(9);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        open(SLIDING, state);
        partial("a", 2, 19);
        harness.processWatermark(1_000);

        assertThat(rollups()).containsExactly("a--10-20: 3", "a-0-30: 3", "a-10-40: 2");
        assertNothingIsLeft();
    }

    @Test
    void waitingPartialsOutliveARestore() throws Exception {
        open(TUMBLING);
        partial("a", 1, 9);
        partial("b", 8, 19);
        partial("a", 2, 9);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        partial("a", 16, 9);
        harness.close();

        open(TUMBLING, state);
        partial("a", 4, 9);
        partial("b", 0, 29);
        harness.processWatermark(1_000);

        assertThat(rollups()).containsExactlyInAnyOrder("a-0-10: 7", "b-10-20: 8", "b-20-30: 0");
        assertNothingIsLeft();
    }

    /** The operator may be restored with other windows; older slices must not count. */
    @Test
    void windowsMayBecomeShorter() throws Exception {
        open(SLIDING);
        partial("a", 1, 9);
        partial("a", 2, 19);
        partial("a", 4, 29);
        harness.processWatermark(19);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        open(new RollupWindow(Duration.ofMillis(20), Duration.ofMillis(10)), state);
        harness.processWatermark(1_000);

        assertThat(rollups()).containsExactly("a-10-30: 6", "a-20-40: 4");
        assertNothingIsLeft();
    }

    @Test
    void windowsMayCeaseToOverlap() throws Exception {
        open(SLIDING);
        partial("a", 1, 9);
        harness.processWatermark(9);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        open(TUMBLING, state);
        harness.processWatermark(1_000);

        assertThat(rollups()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void latePartialIsCountedAndLeavesNoTrace() throws Exception {
        open(TUMBLING);
        harness.processWatermark(9);

        partial("a", 1, 9);
        partial("a", 1, 19);
        harness.processWatermark(1_000);

        assertThat(rollups()).containsExactly("a-10-20: 1");
        assertThat(((Counter) metrics.get("numLateRecordsDropped")).getCount()).isEqualTo(1);
        assertNothingIsLeft();
    }
}
