package io.millrace.job.preaggregate;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class PreAggregateTest {
    private static final long SLICE = 10;

    /** Sums numbers in place, so that an accumulator reused after it was emitted gives wrong sums. */
    private static final class Sum implements AggregateFunction<Long, long[], Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public long[] createAccumulator() {
            return new long[1];
        }

        @Override
        public long[] add(Long number, long[] sum) {
            sum[0] += number;
            return sum;
        }

        @Override
        public long[] merge(long[] left, long[] right) {
            left[0] += right[0];
            return left;
        }

        @Override
        public Long getResult(long[] sum) {
            return sum[0];
        }
    }

    /** A step of a test. */
    private interface Step {
        void take(Run run) throws Exception;
    }

    /** The operator, its input and its output. */
    private static final class Run {
        private final OneInputStreamOperatorTestHarness<Long, Tuple2<Long, long[]>> harness;
        private final Map<String, Long> expected = new TreeMap<>();
        private long watermark = -1;
        private long barriers;

        private Run(int maxPartials) throws Exception {
            harness = new OneInputStreamOperatorTestHarness<>(
                    new PreAggregate<>(number -> number % 3, new Sum(), Duration.ofMillis(SLICE), maxPartials));
            harness.open();
        }

        /** Adds a number whose slice has not ended. */
        private void number(long value, long ahead) throws Exception {
            long slice = (watermark + 1) / SLICE * SLICE;
            long time = slice + ahead;
            expected.merge(value % 3 + "@" + time / SLICE * SLICE, value, Long::sum);
            harness.processElement(value, time);
        }

        private void advance(long by) throws Exception {
            watermark += by;
            harness.processWatermark(watermark);
        }

        private void barrier() throws Exception {
            harness.prepareSnapshotPreBarrier(++barriers);
        }

        private List<StreamRecord<Tuple2<Long, long[]>>> partials() {
            List<StreamRecord<Tuple2<Long, long[]>>> records = new ArrayList<>();
            for (Object element : harness.getOutput()) {
                if (element instanceof StreamRecord) {
                    @SuppressWarnings("unchecked")
                    StreamRecord<Tuple2<Long, long[]>> record = (StreamRecord<Tuple2<Long, long[]>>) element;
                    records.add(record);
                }
            }
            return records;
        }

        /** The sum of the emitted partials of each key and slice. */
        private Map<String, Long> merged() {
            return partials().stream()
                    .collect(toMap(
                            record -> record.getValue().f0 + "@" + record.getTimestamp() / SLICE * SLICE,
                            record -> record.getValue().f1[0],
                            Long::sum,
                            TreeMap::new));
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> number = Combinators.combine(
                        Arbitraries.longs().between(1, 99), Arbitraries.longs().between(0, 3 * SLICE))
                .as((value, ahead) -> run -> run.number(value, ahead));
        Arbitrary<Step> watermark = Arbitraries.longs().between(0, 2 * SLICE).map(by -> run -> run.advance(by));
        Arbitrary<Step> barrier = Arbitraries.just(Run::barrier);
        return Arbitraries.frequencyOf(Tuple.of(8, number), Tuple.of(2, watermark), Tuple.of(1, barrier))
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void partialsMergeToThePlainAggregateInAllCases(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 12) int maxPartials) throws Exception {
        Run run = new Run(maxPartials);
        for (Step step : steps) {
            step.take(run);
        }
        run.harness.endInput();
        run.harness.getOneInputOperator().finish();

        assertThat(run.merged()).isEqualTo(run.expected);
        run.harness.close();
    }

    @Property(tries = 300)
    void noPartialIsLateAndNoneOfAnEndedSliceStays(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 12) int maxPartials) throws Exception {
        Run run = new Run(maxPartials);
        for (Step step : steps) {
            step.take(run);
        }
        run.advance(5 * SLICE);

        long watermark = Long.MIN_VALUE;
        for (Object element : run.harness.getOutput()) {
            if (element instanceof Watermark) {
                watermark = ((Watermark) element).getTimestamp();
            } else {
                assertThat(((StreamRecord<?>) element).getTimestamp()).isGreaterThan(watermark);
            }
        }
        assertThat(run.merged()).isEqualTo(run.expected);
        run.harness.close();
    }

    @Property(tries = 100)
    void nothingIsHeldBehindABarrier(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 12) int maxPartials) throws Exception {
        Run run = new Run(maxPartials);
        for (Step step : steps) {
            step.take(run);
        }
        run.barrier();

        assertThat(run.merged()).isEqualTo(run.expected);
        run.harness.close();
    }

    @Test
    void elementsOfAKeyAndSliceLeaveAsOnePartial() throws Exception {
        Run run = new Run(PreAggregate.DEFAULT_MAX_PARTIALS);
        for (int i = 0; i < 1_000; i++) {
            run.number(3, i % SLICE);
        }
        assertThat(run.harness.getOutput()).isEmpty();

        run.advance(SLICE);

        assertThat(run.partials()).hasSize(1);
        assertThat(run.merged()).containsExactly(Map.entry("0@0", 3_000L));
        run.harness.close();
    }

    /** A window ends one millisecond after its last one: partials must come before the watermark that fires it. */
    @Test
    void sliceEndsWithItsLastMillisecond() throws Exception {
        Run run = new Run(PreAggregate.DEFAULT_MAX_PARTIALS);
        run.number(1, 0);

        run.harness.processWatermark(SLICE - 2);
        assertThat(run.partials()).isEmpty();
        run.harness.processWatermark(SLICE - 1);

        assertThat(run.harness.getOutput())
                .extracting(element -> element.getClass().getSimpleName())
                .containsExactly("Watermark", "StreamRecord", "Watermark");
        run.harness.close();
    }

    /** The watermark behind the shuffle then passes without this subtask, whose partials would be late. */
    @Test
    void partialsLeaveBeforeTheSubtaskIsIdle() throws Exception {
        Run run = new Run(PreAggregate.DEFAULT_MAX_PARTIALS);
        run.number(1, 0);
        run.number(1, SLICE);

        run.harness.processWatermarkStatus(WatermarkStatus.IDLE);

        assertThat(run.harness.getOutput())
                .extracting(element -> element.getClass().getSimpleName())
                .containsExactly("StreamRecord", "StreamRecord", "WatermarkStatus");
        assertThat(run.merged()).isEqualTo(run.expected);
        run.harness.close();
    }

    /** The watermark behind the shuffle may not have come as far: it is in time there, and would not be later. */
    @Test
    void elementOfASliceThatHasEndedIsNotHeld() throws Exception {
        Run run = new Run(PreAggregate.DEFAULT_MAX_PARTIALS);
        run.harness.processWatermark(2 * SLICE - 1);

        run.harness.processElement(4L, SLICE - 1);
        run.harness.processElement(7L, SLICE);
        assertThat(run.partials()).extracting(StreamRecord::getTimestamp).containsExactly(SLICE - 1, 2 * SLICE - 1);
        assertThat(run.merged()).containsExactly(Map.entry("1@0", 4L), Map.entry("1@10", 7L));

        run.harness.processElement(4L, 2 * SLICE);
        assertThat(run.partials()).hasSize(2);
        run.harness.close();
    }

    @Test
    void nothingIsHeldBetweenAnIdleTimeAndTheNextWatermark() throws Exception {
        Run run = new Run(PreAggregate.DEFAULT_MAX_PARTIALS);
        run.harness.processWatermarkStatus(WatermarkStatus.IDLE);
        run.harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
        run.number(1, 5 * SLICE);
        assertThat(run.partials()).hasSize(1);

        run.advance(SLICE);
        run.number(1, 5 * SLICE);
        assertThat(run.partials()).hasSize(1);
        run.harness.close();
    }

    @Test
    void neverHoldsMoreThanItMay() throws Exception {
        Run run = new Run(2);
        run.number(1, 0);
        assertThat(run.partials()).isEmpty();

        run.number(2, SLICE);

        assertThat(run.partials()).hasSize(2);
        run.harness.close();
    }

    @Test
    void bothBoundsAreAtLeastOne() {
        assertThatThrownBy(() -> new PreAggregate<>(number -> number, new Sum(), Duration.ofNanos(1)))
                .hasMessage("slice must be at least 1 ms, got PT0.000000001S");
        assertThatThrownBy(() -> new PreAggregate<>(number -> number, new Sum(), Duration.ofMillis(1), 0))
                .hasMessage("maxPartials must be at least 1, got 0");
    }
}
