package io.millrace.job.time;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTimeOperatorTest {
    private static final EventTimeSettings SETTINGS = new EventTimeSettings(
            Duration.ofMillis(20), Duration.ofMillis(300), Duration.ofMillis(5), Duration.ofMillis(400));

    /** Events are numbers, which are both their time and their deadline. A negative number has no time. */
    private static final class Numbers implements EventReader<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long read(SourceRecord record) throws RejectedException {
            try {
                return Long.valueOf(new String(record.data, UTF_8));
            } catch (NumberFormatException e) {
                throw new RejectedException(Rejection.WRONG_SHAPE, "no number");
            }
        }

        @Override
        public long time(Long event) {
            return event < 0 ? NO_TIME : event;
        }

        @Override
        public long deadline(Long event) {
            return Math.abs(event);
        }

        @Override
        public String lateness(Long event) {
            return "late: " + event;
        }
    }

    /** What the other subtasks report, and know of this one. */
    private static final class Others implements EmptyShards {
        private boolean areNone = true;
        private boolean areKnown = true;
        private boolean reported;
        private long passed = EventReader.NO_TIME;
        private SubtaskReport latest = new SubtaskReport(false, false, 0);

        @Override
        public void report(SubtaskReport report, long now) {
            latest = report;
            reported = report.hasEmpty;
        }

        @Override
        public boolean areNone(long now) {
            return areNone;
        }

        @Override
        public boolean areKnown(long now) {
            return areKnown;
        }

        @Override
        public long passed(long now) {
            return passed;
        }

        @Override
        public void close() {}
    }

    private static Others others;

    private OneInputStreamOperatorTestHarness<SourceRecord, Long> harness;
    private long checkpoint;

    @BeforeEach
    void open() throws Exception {
        others = new Others();
        harness = harness(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static OneInputStreamOperatorTestHarness<SourceRecord, Long> harness(OperatorSubtaskState state)
            throws Exception {
        OneInputStreamOperatorTestHarness<SourceRecord, Long> harness = new OneInputStreamOperatorTestHarness<>(
                new EventTimeOperator<>(new Numbers(), SETTINGS, (context, operatorId) -> others));
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private void restart() throws Exception {
        checkpoint++;
        OperatorSubtaskState state = harness.snapshot(checkpoint, checkpoint);
        harness.close();
        harness = harness(state);
    }

    private void emit(SourceRecord marker) throws Exception {
        harness.processElement(new StreamRecord<>(marker));
    }

    private void put(String shard, long arrival, String text) throws Exception {
        emit(SourceRecord.data("s", shard, "1", "key", arrival, text.getBytes(UTF_8)));
    }

    private void open(String... shards) throws Exception {
        for (String shard : shards) {
            emit(SourceRecord.shardOpened("s", shard));
        }
        emit(SourceRecord.shardsListed());
    }

    private Object latestWatermark() throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + 200);
        harness.setProcessingTime(harness.getProcessingTime() + 400);
        List<Long> marks = watermarks();
        return marks.isEmpty() ? "none" : marks.get(marks.size() - 1);
    }

    private List<Long> watermarks() {
        List<Long> marks = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof Watermark) {
                marks.add(((Watermark) element).getTimestamp());
            }
        }
        return marks;
    }

    private List<String> rejected() {
        Queue<StreamRecord<RejectedRecord>> side = harness.getSideOutput(RejectedRecord.TAG);
        List<String> reasons = new ArrayList<>();
        if (side != null) {
            side.forEach(record -> reasons.add(record.getValue().reason));
        }
        return reasons;
    }

    @Test
    void unknownShardHoldsTheWatermarkBack() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        assertThat(latestWatermark()).isEqualTo("none");

        put("b", 1_000, "500");
        assertThat(latestWatermark()).isEqualTo(500L - 20 - 1);
    }

    @Test
    void splitShardContinuesWithTheTimeOfItsParent() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        emit(SourceRecord.shardOpened("s", "child", "a"));
        emit(SourceRecord.shardClosed("s", "a"));

        put("child", 1_001, "979");
        put("child", 1_001, "980");

        assertThat(rejected()).containsExactly("late: 979");
        assertThat(latestWatermark()).isEqualTo(1_000L - 20 - 1);
    }

    @Test
    void shardFoundAfterTheEndOfItsParentContinuesWithItsTime() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        emit(SourceRecord.shardClosed("s", "a"));
        emit(SourceRecord.shardOpened("s", "child", "a"));

        put("child", 1_001, "979");

        assertThat(rejected()).containsExactly("late: 979");
    }

    @Test
    void mergedShardContinuesWithTheTimeOfTheLaterParent() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "500");
        emit(SourceRecord.shardOpened("s", "child", "a"));
        emit(SourceRecord.shardOpened("s", "child", "b"));
        emit(SourceRecord.shardClosed("s", "a"));
        emit(SourceRecord.shardClosed("s", "b"));

        put("child", 1_001, "979");

        assertThat(rejected()).containsExactly("late: 979");
    }

    @Test
    void shardHoldsNothingBackWhileItsParentIsRead() throws Exception {
        open("a");
        emit(SourceRecord.shardOpened("s", "child", "a"));
        put("a", 1_000, "1000");

        assertThat(latestWatermark()).isEqualTo(1_000L - 20 - 1);
    }

    @Test
    void childHoldsTheWatermarkBackUntilItIsKnown() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "1000");
        emit(SourceRecord.shardOpened("s", "child", "a"));
        emit(SourceRecord.shardClosed("s", "a"));
        put("b", 1_000, "5000");

        assertThat(latestWatermark()).isEqualTo("none");
    }

    @Test
    void restoreBetweenAParentsEndAndItsChildsBeginLosesNoTime() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        emit(SourceRecord.shardClosed("s", "a"));
        restart();

        emit(SourceRecord.shardOpened("s", "child", "a"));
        emit(SourceRecord.shardsListed());
        put("child", 1_001, "979");

        assertThat(rejected()).containsExactly("late: 979");
    }

    @Test
    void emptyShardHoldsNothingBack() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        emit(SourceRecord.shardRead("s", "b", 1_000));

        assertThat(latestWatermark()).isEqualTo(1_000L - 20 - 1);
    }

    @Test
    void timeAdvancesInAShardReadToItsEnd() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        emit(SourceRecord.shardRead("s", "a", 5_000));

        assertThat(latestWatermark()).isEqualTo(5_000L - 5 - 300 - 20 - 1);
    }

    /** The clock decides when results are emitted, and arrivals decide what they contain. */
    @Test
    void latenessDoesNotDependOnWhetherTheClockAdvanced() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        put("a", 5_000, "4000");

        assertThat(rejected()).containsExactly("late: 4000");
    }

    @Test
    void eventWithinTheBoundCounts() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        put("a", 1_001, "980");
        put("a", 1_002, "979");

        assertThat(rejected()).containsExactly("late: 979");
    }

    @Test
    void lateInItsShardIsLateHoweverFarTheOthersAre() throws Exception {
        open("a", "b");
        put("b", 1_000, "10");
        put("a", 1_000, "1000");
        put("a", 1_000, "100");

        assertThat(rejected()).containsExactly("late: 100");
    }

    @Test
    void shardTimesSurviveARestore() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        restart();

        open("a");
        assertThat(latestWatermark()).isEqualTo("none");
        put("a", 1_001, "100");
        assertThat(rejected()).containsExactly("late: 100");
    }

    @Test
    void stateOutlivesACheckpointBeforeTheShardsAreKnown() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        restart();
        restart();

        open("a");
        put("a", 1_001, "100");
        assertThat(rejected()).containsExactly("late: 100");
    }

    /** The other shard or stream may only be slower to read. */
    @Test
    void watermarkIsDelayedByTheReadSkewAndNotAheadOfShardsThatBecomeKnownMeanwhile() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        emit(SourceRecord.shardRead("s", "b", 1_000));
        harness.setProcessingTime(200);
        harness.setProcessingTime(500);
        assertThat(watermarks()).isEmpty();

        put("b", 1_000, "500");
        assertThat(rejected()).isEmpty();
        assertThat(latestWatermark()).isEqualTo(500L - 20 - 1);
    }

    @Test
    void clockThatIsSetBackDelaysTheWatermarkByTheReadSkewOnly() throws Exception {
        others.areNone = false;
        harness.setProcessingTime(1_000_000);
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "500");
        harness.setProcessingTime(1_000_200);
        emit(SourceRecord.shardClosed("s", "b"));
        harness.setProcessingTime(1_000_400);
        assertThat(watermarks()).isEmpty();

        tickAt(200);
        tickAt(500);
        assertThat(watermarks()).isEmpty();
        tickAt(600);
        tickAt(1_000);
        assertThat(watermarks()).endsWith(1_000L - 20 - 1);
    }

    /** Flink's timers fire after a time has passed, whatever the clock says then. */
    private void tickAt(long clock) throws Exception {
        harness.getProcessingTimeService().setCurrentTime(clock);
        ((EventTimeOperator<?>) harness.getOneInputOperator()).onProcessingTime(clock);
    }

    @Test
    void watermarkIsNotDelayedIfEveryShardHasHadAnEvent() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "500");
        harness.setProcessingTime(200);

        assertThat(others.reported).isFalse();
        assertThat(watermarks()).containsExactly(500L - 20 - 1);
    }

    @Test
    void watermarkIsDelayedWhileAnotherSubtaskHasAnEmptyShard() throws Exception {
        others.areNone = false;
        open("a");
        put("a", 1_000, "1000");
        harness.setProcessingTime(200);
        harness.setProcessingTime(400);
        assertThat(watermarks()).isEmpty();

        harness.setProcessingTime(600);
        assertThat(watermarks()).containsExactly(1_000L - 20 - 1);
        put("a", 2_000, "2000");
        others.areNone = true;
        harness.setProcessingTime(800);
        assertThat(watermarks()).containsExactly(1_000L - 20 - 1, 2_000L - 20 - 1);
    }

    @Test
    void emptyShardHoldsTheWatermarkBackUntilTheOtherSubtasksKnowOfIt() throws Exception {
        others.areKnown = false;
        open("a", "b");
        put("a", 1_000, "1000");
        emit(SourceRecord.shardRead("s", "b", 1_000));
        harness.setProcessingTime(5_000);
        assertThat(others.reported).isTrue();
        assertThat(latestWatermark()).isEqualTo("none");

        others.areKnown = true;
        assertThat(latestWatermark()).isEqualTo(1_000L - 20 - 1);
    }

    @Test
    void subtaskWithoutShardsHasNoEmptyOne() throws Exception {
        emit(SourceRecord.shardsListed());
        harness.setProcessingTime(200);

        assertThat(others.reported).isFalse();
        assertThat(harness.getOutput()).containsExactly(WatermarkStatus.IDLE);
    }

    @Test
    void endedShardHoldsTheWatermarkBackUntilItsChildrenCanBeFound() throws Exception {
        open("a", "b");
        put("a", 5_000, "5000");
        put("b", 1_000, "500");
        emit(SourceRecord.shardRead("s", "b", 2_000));
        harness.setProcessingTime(200);
        put("a", 9_000, "9000");
        emit(SourceRecord.shardClosed("s", "b"));
        harness.setProcessingTime(400);
        assertThat(others.reported).isTrue();
        // the clock of the shard read to 2000, with the delay of its event
        assertThat(watermarks()).containsExactly(2_000L - 500 - 5 - 300 - 20 - 1);

        harness.setProcessingTime(600);
        assertThat(others.reported).isFalse();
        assertThat(watermarks()).hasSize(2).endsWith(9_000L - 20 - 1);
    }

    /** A source also names the shards that had ended before it started. */
    @Test
    void shardThatHadEndedBeforeTheStartHoldsNothingBack() throws Exception {
        open("a", "b");
        put("b", 1_000, "500");
        restart();
        emit(SourceRecord.shardClosed("s", "b"));
        open("a");
        put("a", 1_000, "1000");
        harness.setProcessingTime(200);

        assertThat(watermarks()).containsExactly(1_000L - 20 - 1);
    }

    @Test
    void closedShardHoldsNothingBack() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "500");
        emit(SourceRecord.shardClosed("s", "b"));

        assertThat(latestWatermark()).isEqualTo(1_000L - 20 - 1);
    }

    /** Whether the reader bounds it or not: it says nothing of the time that the next records come from. */
    @Test
    void timestampFromTheFutureDoesNotMakeLaterEventsLateWhereArrivalsAreNotKnown() throws Exception {
        open("a");
        emit(SourceRecord.created("s", "a", "1", "key", 1_000, "253402300799999".getBytes(UTF_8)));
        emit(SourceRecord.created("s", "a", "2", "key", 1_100, "1090".getBytes(UTF_8)));
        emit(SourceRecord.created("s", "a", "3", "key", 1_200, "1069".getBytes(UTF_8)));

        assertThat(rejected()).containsExactly("late: 1069");
        assertThat(latestWatermark()).isEqualTo(1_090L - 20 - 1);
    }

    @Test
    void shardsOfTwoStreamsMayHaveOneName() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        emit(SourceRecord.data("other", "a", "1", "key", 1_000, "500".getBytes(UTF_8)));

        assertThat(rejected()).isEmpty();
        assertThat(latestWatermark()).isEqualTo(500L - 20 - 1);
    }

    @Test
    void eventCarriesItsTimeAndAnEventWithoutOneAdvancesNothing() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        put("a", 5_000, "-4990");
        put("a", 1_001, "980");

        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>(1_000L, 1_000), new StreamRecord<>(-4_990L), new StreamRecord<>(980L, 980));
    }

    /** Flink waits for it again only if its watermark is not behind the others'. */
    @Test
    void subtaskThatWasIdleJoinsWithAWatermarkThatTheOthersHaveNotPassed() throws Exception {
        open("a");
        emit(SourceRecord.shardRead("s", "a", 10_000));
        latestWatermark();
        assertThat(others.latest.counts).isFalse();
        others.passed = EmptyShards.UNKNOWN;
        put("a", 10_000, "7000");
        assertThat(latestWatermark()).isEqualTo("none");
        assertThat(others.reported).isTrue();

        others.passed = 8_000;
        harness.setProcessingTime(harness.getProcessingTime() + 200);
        assertThat(watermarks()).containsExactly(8_000L);
        put("a", 10_900, "7979"); // the next operator knows whether it is late
        put("a", 10_900, "7900");
        harness.setProcessingTime(harness.getProcessingTime() + 200);
        assertThat(others.latest.counts).isTrue();
        assertThat(others.reported).isTrue();

        harness.setProcessingTime(harness.getProcessingTime() + 200);
        assertThat(watermarks()).containsExactly(8_000L);
        assertThat(others.reported).isFalse();
        put("a", 11_500, "8500");
        assertThat(latestWatermark()).isEqualTo(8_500L - 20 - 1);
        assertThat(harness.extractOutputValues()).containsExactly(7_000L, 7_979L, 8_500L);
        assertThat(rejected()).containsExactly("late: 7900");
    }

    @Test
    void subtaskThatJoinsBeforeAnyOtherWaitsForNothing() throws Exception {
        open("a");
        emit(SourceRecord.shardRead("s", "a", 10_000));
        latestWatermark();
        put("a", 10_000, "7000");
        harness.setProcessingTime(harness.getProcessingTime() + 200);

        assertThat(others.reported).isTrue();
        harness.setProcessingTime(harness.getProcessingTime() + 200);
        assertThat(others.reported).isFalse();
        assertThat(watermarks()).containsExactly(7_000L - 20 - 1);
    }

    @Test
    void inputIsIdleUntilAShardHasItsFirstEvent() throws Exception {
        open("a");
        emit(SourceRecord.shardRead("s", "a", 1_000));
        latestWatermark();
        latestWatermark();
        put("a", 2_000, "-2000");
        put("a", 2_000, "2000");

        assertThat(harness.getOutput())
                .containsExactly(
                        WatermarkStatus.IDLE,
                        new StreamRecord<>(-2_000L),
                        WatermarkStatus.ACTIVE,
                        new StreamRecord<>(2_000L, 2_000));
    }

    @Test
    void onlyTheEndOfABoundedInputIsTakenFromTheSource() throws Exception {
        open("a");
        emit(SourceRecord.shardRead("s", "a", 1_000));
        latestWatermark();
        harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
        harness.processWatermark(7);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        latestWatermark();

        assertThat(harness.getOutput())
                .startsWith(WatermarkStatus.IDLE, WatermarkStatus.ACTIVE, Watermark.MAX_WATERMARK)
                .doesNotContain(new Watermark(7));
    }

    @Test
    void stateDoesNotGrowFromOneCheckpointToTheNext() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        long size = harness.snapshot(1, 1).getStateSize();

        assertThat(harness.snapshot(2, 2).getStateSize()).isEqualTo(size);
    }

    /** It waits for its parents, or has ended. */
    @Test
    void stateOfAShardThatNobodyReadsIsKept() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "1000");
        restart();
        open("b");
        restart();

        open("a", "b");
        put("a", 1_001, "100");
        put("b", 1_001, "200");
        assertThat(rejected()).containsExactly("late: 100", "late: 200");
    }

    @Test
    void stateOfAShardIsForgottenWhenNoStreamCanHaveItsRecords() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        restart();
        harness.setProcessingTime(1_000 + Duration.ofDays(365).toMillis());
        assertThat(restoredAt("a", SourceRecord.Start.LATEST)).isNotNull();
        harness.setProcessingTime(1_001 + Duration.ofDays(365).toMillis());
        restart();

        assertThat(restoredAt("a", SourceRecord.Start.LATEST)).isNull();
    }

    @Test
    void shardThatIsReadAgainHoldsTheWatermarkBackUntilItsFirstNewRecord() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "1000");
        restart();
        emit(SourceRecord.shardOpened("s", "a", SourceRecord.Start.TRIM_HORIZON, SourceRecord.NO_ARRIVAL));
        open("b");
        put("b", 2_000, "2000");
        put("a", 1_000, "1000");
        assertThat(latestWatermark()).isEqualTo("none");

        put("a", 1_001, "1001");
        assertThat(latestWatermark()).isEqualTo(1_001L - 20 - 1);
        assertThat(harness.extractOutputValues()).containsExactly(2_000L, 1_001L);
    }

    @Test
    void shardOfWhichTheSourcesStateHasNoRecordIsPassedOverUntilItsFirstNewRecord() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        restart();
        unread("a");
        put("a", 1_000, "1000");
        put("a", 1_001, "1001");

        assertThat(harness.extractOutputValues()).containsExactly(1_001L);
    }

    /** Its time is of this machine's clock, which may be ahead of the stream's. */
    @Test
    void shardThatHadNoRecordsHasNothingToPassOver() throws Exception {
        open("a");
        emit(SourceRecord.shardRead("s", "a", 5_000));
        restart();
        unread("a");
        put("a", 4_994, "4994");

        assertThat(harness.extractOutputValues()).containsExactly(4_994L);
    }

    private void unread(String shard) throws Exception {
        emit(SourceRecord.shardOpened("s", shard, SourceRecord.Start.UNREAD, SourceRecord.NO_ARRIVAL));
    }

    @Test
    void recordsFromBeforeTheFirstStartOfASilentShardArePassedOver() throws Exception {
        open("a");
        emit(SourceRecord.shardRead("s", "a", 5_000));
        restart();
        emit(SourceRecord.shardOpened("s", "a", SourceRecord.Start.TRIM_HORIZON, SourceRecord.NO_ARRIVAL));
        put("a", 4_994, "4994");
        put("a", 4_995, "4995");

        assertThat(harness.extractOutputValues()).containsExactly(4_995L);
    }

    @Test
    void startAtTheLatestRecordIsRefusedWhereRecordsWouldBeLost() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        restart();

        assertThat(restoredAt("child", SourceRecord.Start.LATEST))
                .isEqualTo(
                        "source.init.position of stream 's' must be TRIM_HORIZON, or AT_TIMESTAMP with a time before the"
                                + " snapshot, where the job continues from a snapshot without the source's state, got 'LATEST'; the"
                                + " records since the snapshot would be lost");
        assertThat(restoredAt("a", SourceRecord.Start.TRIM_HORIZON)).isNull();
    }

    @Test
    void startAtATimeAfterThePositionOfAShardIsRefused() throws Exception {
        open("a", "ended");
        put("ended", 500, "500");
        emit(SourceRecord.shardClosed("s", "ended"));
        put("a", 1_000, "1000");
        restart();

        assertThat(restoredAt("child", SourceRecord.Start.AT_TIMESTAMP, 996))
                .isEqualTo(
                        "source.init.position of stream 's' must not be after the time until which the snapshot's job had"
                                + " read s/a, 1970-01-01T00:00:00.995Z, got 'AT_TIMESTAMP 1970-01-01T00:00:00.996Z'; set"
                                + " TRIM_HORIZON, or an earlier source.init.timestamp");
        assertThat(restoredAt("child", SourceRecord.Start.AT_TIMESTAMP, 995)).isNull();
    }

    /** Earlier builds did not write how far a shard was read. */
    @Test
    void startWithStateThatHasNoPositionsIsRefusedUnlessItsTimeIsChosen() {
        ShardTime shard = new ShardTime();
        shard.shard = "s/a";
        RestoredShards shards = RestoredShards.of("s", List.of(shard));

        assertThatThrownBy(() -> shards.requireThatNothingIsLost(
                        SourceRecord.shardOpened("s", "a", SourceRecord.Start.TRIM_HORIZON, SourceRecord.NO_ARRIVAL),
                        SETTINGS))
                .hasMessage(
                        "source.init.position of stream 's' must be AT_TIMESTAMP where the snapshot does not say how"
                                + " far s/a was read, got 'TRIM_HORIZON'; take a snapshot with this release on FLINK-1_20 and"
                                + " start from that, or set AT_TIMESTAMP and source.init.timestamp to the snapshot's time: records"
                                + " around it may be repeated or lost");
        shards.requireThatNothingIsLost(
                SourceRecord.shardOpened("s", "a", SourceRecord.Start.AT_TIMESTAMP, 1_000), SETTINGS);
    }

    private String restoredAt(String shard, SourceRecord.Start start) {
        return restoredAt(shard, start, SourceRecord.NO_ARRIVAL);
    }

    private String restoredAt(String shard, SourceRecord.Start start, long timestamp) {
        try {
            emit(SourceRecord.shardOpened("s", shard, start, timestamp));
            return null;
        } catch (Exception refused) {
            return refused.getMessage();
        }
    }

    @Test
    void shardThatHadEndedBeforeTheSourceStartedIsPassedOver() throws Exception {
        emit(SourceRecord.shardClosed("s", "a"));
        harness.setProcessingTime(2_000);
        emit(SourceRecord.shardClosed("s", "a"));
        restart();
        emit(SourceRecord.shardOpened("s", "a", SourceRecord.Start.TRIM_HORIZON, SourceRecord.NO_ARRIVAL));
        put("a", 1_000, "1000");

        assertThat(harness.getOutput()).isEmpty();
    }

    @Test
    void shardThatHasEndedHoldsTheWatermarkBackUntilItsChildrenAreOpen() throws Exception {
        open("a", "b");
        put("a", 1_000, "1000");
        put("b", 1_000, "1000");
        emit(SourceRecord.shardEnded("s", "a"));
        put("b", 9_000, "9000");
        harness.setProcessingTime(60_000);
        assertThat(latestWatermark()).isEqualTo(1_000L - 20 - 1);

        emit(SourceRecord.shardOpened("s", "child", "a"));
        emit(SourceRecord.shardClosed("s", "a"));
        put("child", 8_000, "8000");
        harness.setProcessingTime(120_000);

        assertThat(latestWatermark()).isEqualTo(8_000L - 20 - 1);
    }

    @Test
    void otherSubtasksWaitForTheChildrenOfAShardThatHasEnded() throws Exception {
        open("a");
        put("a", 1_000, "1000");
        harness.setProcessingTime(200);
        assertThat(others.reported).isFalse();

        emit(SourceRecord.shardEnded("s", "a"));
        harness.setProcessingTime(400);

        assertThat(others.reported).isTrue();
    }

    @Test
    void shardThatHasEndedWithoutAnEventHoldsTheWatermarkBackToo() throws Exception {
        open("a", "b");
        emit(SourceRecord.shardRead("s", "a", 1_000));
        put("b", 1_000, "1000");
        emit(SourceRecord.shardEnded("s", "a"));
        harness.setProcessingTime(60_000);

        assertThat(latestWatermark()).isEqualTo("none");
    }

    @Test
    void splitShardThatWasReadContinuesWithItsOwnTime() throws Exception {
        open("child");
        put("child", 1_000, "500");
        restart();
        emit(SourceRecord.shardOpened("s", "child", "a"));
        open("a");
        put("a", 1_001, "1000");
        emit(SourceRecord.shardOpened("s", "child", "a"));
        emit(SourceRecord.shardClosed("s", "a"));
        put("child", 1_002, "490");

        assertThat(rejected()).isEmpty();
    }

    @Test
    void recordThatIsNoEventIsRejectedWithAReason() throws Exception {
        open("a");
        put("a", 1_000, "x");

        assertThat(rejected()).containsExactly("no number");
        assertThat(harness.getOutput()).isEmpty();
    }
}
