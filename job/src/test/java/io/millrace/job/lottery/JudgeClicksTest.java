package io.millrace.job.lottery;

import static io.millrace.job.lottery.Specimen.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.lottery.ticket.Tickets;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.state.TestHarnesses;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeClicksTest {
    private static final long START_SKEW = 100;
    private static final int MAX_PARALLELISM = 8;
    private static final int USERS = 100;
    private static final SourceRecord SOURCE = Specimen.record("user-events", "shard-0", 0, "{}");

    private KeyedTwoInputStreamOperatorTestHarness<Long, UserEvent, LotteryStart, Entry> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<Long, UserEvent, LotteryStart, Entry> harness(
            OperatorSubtaskState state) throws Exception {
        return harness(AccountCache.DEFAULT_MAX_SLOTS, new HashMapStateBackend(), 1, 0, state);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<Long, UserEvent, LotteryStart, Entry> harness(
            int accountSlots, StateBackend backend, int parallelism, int subtask, OperatorSubtaskState state)
            throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<Long, UserEvent, LotteryStart, Entry> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new JudgeClicks(
                                new DrawWindow(SETTINGS.window()),
                                new Tickets(SETTINGS.key()),
                                START_SKEW,
                                accountSlots),
                        event -> event.userId,
                        null,
                        Types.LONG,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask);
        harness.setStateBackend(backend);
        return TestHarnesses.open(harness, state, 1);
    }

    private void buy(long userId, long coupons) throws Exception {
        harness.processElement1(new StreamRecord<>(UserEvent.purchase(userId, coupons, 0, SOURCE)));
    }

    private void click(long userId, long lotteryId, long time) throws Exception {
        harness.processElement1(new StreamRecord<>(UserEvent.click(userId, lotteryId, time, SOURCE), time));
    }

    private void start(long lotteryId, long time) throws Exception {
        harness.processElement2(new StreamRecord<>(new LotteryStart(lotteryId, time, 0, SOURCE)));
    }

    private List<Long> entryTimes() {
        List<Long> times = new ArrayList<>();
        for (Object element : harness.getOutput()) {
            if (element instanceof StreamRecord) {
                times.add(((StreamRecord<?>) element).getTimestamp());
            }
        }
        return times;
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (harness.getSideOutput(RejectedRecord.TAG) != null) {
            harness.getSideOutput(RejectedRecord.TAG).forEach(record -> reasons.add(record.getValue().reason));
        }
        return reasons;
    }

    private long watermark() {
        long latest = Long.MIN_VALUE;
        for (Object element : harness.getOutput()) {
            if (element instanceof Watermark) {
                latest = ((Watermark) element).getTimestamp();
            }
        }
        return latest;
    }

    /** Into a cache that is too small for the accounts that were held; and with nearly all of them stored, some since older. */
    @ParameterizedTest
    @CsvSource({"1024, 8, false", "1024, 8, true", "8, 1024, false", "8, 1024, true"})
    @SuppressWarnings("deprecation") // the backend has another package in Flink 2
    void accountsAreRestoredAtAnotherParallelism(int accountSlots, int restoredSlots, boolean rocksDb)
            throws Exception {
        StateBackend backend = rocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
        harness.close();
        harness = harness(accountSlots, backend, 1, 0, null);
        start(1, 0);
        for (long user = 0; user < USERS; user++) {
            buy(user, 1);
        }
        buy(0, 1);
        buy(1, 1);
        OperatorSubtaskState state = harness.snapshot(1, 1);

        for (int subtask = 0; subtask < 2; subtask++) {
            harness.close();
            harness = harness(restoredSlots, backend, 2, subtask, state);
            int own = 0;
            int entries = 0;
            for (long user = 0; user < USERS; user++) {
                if (KeyGroupRangeAssignment.assignKeyToParallelOperator(user, MAX_PARALLELISM, 2) == subtask) {
                    own++;
                    entries += user <= 1 ? 2 : 1;
                    click(user, 1, 500);
                    click(user, 1, 500);
                    click(user, 1, 500);
                }
            }
            assertThat(own).isBetween(USERS / 4, 3 * USERS / 4);
            assertThat(entryTimes()).hasSize(entries);
        }
    }

    @Test
    void clickOnAKnownLotteryIsProcessedAtOnceAndNotBuffered() throws Exception {
        start(1, 0);
        buy(7, 1);
        click(7, 1, 500);

        assertThat(entryTimes()).containsExactly(500L);
        assertThat(harness.numKeyedStateEntries()).isZero();
        harness.snapshot(1, 1);
        assertThat(harness.numKeyedStateEntries()).isOne(); // what the cache of accounts holds
    }

    @Test
    void clickWaitsForAStartThatMayStillCome() throws Exception {
        buy(7, 1);
        click(7, 1, 500);
        assertThat(entryTimes()).isEmpty();

        start(1, 400);
        assertThat(entryTimes()).containsExactly(500L);
        harness.snapshot(1, 1);
        assertThat(harness.numKeyedStateEntries()).isOne();
    }

    @Test
    void clickIsRejectedWhenNoStartCanApplyToIt() throws Exception {
        buy(7, 1);
        click(7, 1, 500);
        harness.processWatermark2(new Watermark(499));
        assertThat(reasons()).isEmpty();

        harness.processWatermark2(new Watermark(500));
        assertThat(reasons()).containsExactly("Cannot click on inactive lottery, lotteryId: 1");
    }

    @Test
    void clickBeforeTheStartIsRejected() throws Exception {
        buy(7, 1);
        start(1, 501);
        click(7, 1, 500);

        assertThat(reasons()).containsExactly("Cannot click on inactive lottery, lotteryId: 1");
    }

    @Test
    void laterEventsOfAUserAreBufferedBehindAClickInOrder() throws Exception {
        buy(7, 1);
        click(7, 1, 500); // waits, and spends the coupon in the end
        start(2, 0);
        click(7, 2, 600); // finds none left
        buy(7, 1);
        click(7, 2, 700);
        assertThat(entryTimes()).isEmpty();

        start(1, 0);
        assertThat(entryTimes()).containsExactly(500L, 700L);
        assertThat(reasons()).containsExactly("User has no coupon, userId: 7");
    }

    @Test
    void otherUsersAreNotBuffered() throws Exception {
        click(7, 1, 500);
        start(2, 0);
        buy(8, 1);
        click(8, 2, 600);

        assertThat(entryTimes()).containsExactly(600L);
    }

    @Test
    void watermarkStaysBeforeBufferedClicks() throws Exception {
        buy(7, 2);
        click(7, 1, 15_000);
        start(2, 0);
        click(7, 2, 4_000); // waits behind, in an earlier window
        harness.processWatermark1(new Watermark(14_999));
        harness.processWatermark2(new Watermark(14_999));
        assertThat(watermark()).isEqualTo(3_999);

        harness.processWatermark2(new Watermark(15_000));
        assertThat(entryTimes()).containsExactly(4_000L);
        assertThat(watermark()).isEqualTo(14_999);
    }

    @Test
    void bufferedClicksAreProcessedAfterARestore() throws Exception {
        buy(7, 1);
        click(7, 1, 500);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();

        harness = harness(state);
        harness.processWatermark1(new Watermark(10_000));
        assertThat(watermark()).isEqualTo(499);
        start(1, 0);
        assertThat(entryTimes()).containsExactly(500L);
    }

    @Test
    void withoutAnyLotteryTheClicksOwnTimeDecides() throws Exception {
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
        buy(7, 1);
        click(7, 1, 500);
        harness.processWatermark1(new Watermark(599));
        assertThat(reasons()).isEmpty(); // the first start may take longer to be read
        assertThat(watermark()).isEqualTo(499);

        harness.processWatermark1(new Watermark(600));
        assertThat(reasons()).containsExactly("Cannot click on inactive lottery, lotteryId: 1");
        assertThat(watermark()).isEqualTo(600);
    }

    @Test
    void watermarkDoesNotWaitForTheLotteriesUnlessAClickDoes() throws Exception {
        start(1, 0);
        buy(7, 2);
        click(7, 1, 500);
        harness.processWatermark1(new Watermark(600));
        assertThat(watermark()).isEqualTo(600);

        click(7, 2, 700); // may still start
        harness.processWatermark1(new Watermark(800));
        assertThat(watermark()).isEqualTo(699);

        harness.processWatermark2(new Watermark(700));
        assertThat(watermark()).isEqualTo(800);
    }

    @Test
    void endOfInputDecidesClicksOnLotteriesThatNeverStart() throws Exception {
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
        click(7, 1, 500);
        harness.processWatermark1(Watermark.MAX_WATERMARK);

        assertThat(reasons()).containsExactly("Cannot click on inactive lottery, lotteryId: 1");
        assertThat(watermark()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void endOfInputReachesTheWindows() throws Exception {
        harness.processWatermark1(Watermark.MAX_WATERMARK);
        harness.processWatermark2(Watermark.MAX_WATERMARK);

        assertThat(watermark()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void purchaseThatOverflowsIsRejectedAndTheAccountStays() throws Exception {
        start(1, 0);
        buy(7, 1);
        buy(7, Long.MAX_VALUE);
        click(7, 1, 500);

        assertThat(entryTimes()).containsExactly(500L);
        assertThat(reasons())
                .containsExactly("purchasedCoupons must leave the user at most 9223372036854775807 coupons, got"
                        + " 9223372036854775807");
    }

    @Test
    void usersAfterAnIdlePhaseAreNotDelayed() throws Exception {
        harness.processWatermarkStatus1(WatermarkStatus.IDLE);
        start(1, 0);
        harness.processWatermark2(new Watermark(50_000));
        harness.processWatermarkStatus1(WatermarkStatus.ACTIVE);
        click(1, 1, 1_000);
        harness.processWatermark1(new Watermark(20_000));

        assertThat(harness.getOutput()).contains(new Watermark(20_000));
    }
}
