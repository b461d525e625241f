package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmptyShardReportsTest {
    private final HeldExecutor thread = new HeldExecutor();
    private final List<Boolean> sent = new ArrayList<>();
    private final List<Boolean> sentFirst = new ArrayList<>();
    private boolean areNone;
    private long passed = 5;
    private boolean fails;

    private final EmptyShardReports reports = new EmptyShardReports(this::exchange, thread);

    private long[] exchange(SubtaskReport report, boolean isFirst) throws IOException {
        sentFirst.add(isFirst);
        if (fails) {
            throw new IOException("no job master");
        }
        sent.add(report.hasEmpty);
        return new long[] {areNone ? 1 : 0, passed};
    }

    private void report(boolean hasEmpty, long now) {
        reports.report(new SubtaskReport(hasEmpty, true, 0), now);
    }

    private void reportAndAnswer(boolean hasEmpty, long now) {
        report(hasEmpty, now);
        thread.runAll();
        report(hasEmpty, now);
    }

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        report(false, 0);
        assertThat(reports.areNone(0)).isFalse();
        assertThat(reports.areKnown(10_000)).isFalse();
    }

    @Test
    void answerCountsForAWhileFromItsRequest() {
        areNone = true;
        reportAndAnswer(false, 1_000);

        assertThat(reports.areNone(2_999)).isTrue();
        assertThat(reports.areNone(3_000)).isFalse();
    }

    @Test
    void anAnswerOfATimeToComeDoesNotCount() {
        areNone = true;
        reportAndAnswer(false, 10_000);

        assertThat(reports.areNone(4_000)).isFalse(); // the clock was set back

        reportAndAnswer(false, 4_000);
        assertThat(reports.areNone(4_001)).isTrue();
    }

    @Test
    void anEmptyShardIsKnownInTimeAlsoIfTheClockWasSetBack() {
        reportAndAnswer(true, 1_000_000);

        report(true, 5_000);
        assertThat(reports.areKnown(6_999)).isFalse();
        assertThat(reports.areKnown(7_000)).isTrue();
    }

    @Test
    void reportIsRefreshedAndAChangeIsSentAtOnce() {
        reportAndAnswer(true, 1_000);
        reportAndAnswer(true, 1_499);
        assertThat(sent).containsExactly(true);

        reportAndAnswer(true, 1_500);
        reportAndAnswer(false, 1_501);
        assertThat(sent).containsExactly(true, true, false);
    }

    @Test
    void oneRequestIsOnItsWay() {
        report(true, 0);
        report(false, 5_000);
        assertThat(thread.size()).isOne();

        thread.runAll();
        report(false, 5_001);
        thread.runAll();
        assertThat(sent).containsExactly(true, false);
    }

    @Test
    void othersKnowWhenEveryOlderAnswerHasExpired() {
        report(true, 1_000);
        thread.runAll();
        report(true, 1_300); // confirmed

        assertThat(reports.areKnown(3_299)).isFalse();
        assertThat(reports.areKnown(3_300)).isTrue();
        reportAndAnswer(true, 3_400);
        assertThat(reports.areKnown(3_400)).isTrue();
    }

    @Test
    void othersMustLearnAgainOfWhatWasTakenBack() {
        reportAndAnswer(true, 1_000);
        reportAndAnswer(false, 4_000);
        assertThat(reports.areKnown(4_000)).isFalse();

        reportAndAnswer(true, 4_100);
        assertThat(reports.areKnown(6_099)).isFalse();
        assertThat(reports.areKnown(6_100)).isTrue();
    }

    @Test
    void withoutTheJobMasterNothingIsKnownAndItIsAskedAgain() {
        fails = true;
        areNone = true;
        reportAndAnswer(true, 1_000);
        assertThat(reports.areNone(1_000)).isFalse();
        assertThat(reports.areKnown(9_000)).isFalse();

        fails = false;
        reportAndAnswer(true, 1_500);
        assertThat(reports.areNone(1_500)).isTrue();
        assertThat(reports.areKnown(3_500)).isTrue();
    }

    @Test
    void closingEndsTheThread() {
        reports.close();
        assertThat(thread.isShutdown()).isTrue();
    }

    @Test
    void whatWasPassedIsKnownForHalfAsLong() {
        assertThat(reports.passed(0)).isEqualTo(EmptyShards.UNKNOWN);
        reportAndAnswer(true, 1_000);

        assertThat(reports.passed(1_999)).isEqualTo(5);
        assertThat(reports.passed(2_000)).isEqualTo(EmptyShards.UNKNOWN);
        fails = true;
        reportAndAnswer(true, 3_000);
        assertThat(reports.passed(3_000)).isEqualTo(EmptyShards.UNKNOWN);
    }

    @Test
    void reportIsTheFirstUntilOneHasBeenAnswered() {
        fails = true;
        reportAndAnswer(true, 1_000);
        fails = false;
        reportAndAnswer(true, 2_000);
        reportAndAnswer(true, 3_000);

        assertThat(sentFirst).containsExactly(true, true, false);
    }

    private static final long[] NOTHING = {0, EmptyShards.UNKNOWN};

    private Map<String, long[][]> known = new HashMap<>();

    private long[] add(EmptyShardAggregate to, String operator, int subtask, int parallelism, SubtaskReport report) {
        known = to.add(EmptyShardAggregate.report(operator, subtask, parallelism, report, false), known);
        return to.getResult(known);
    }

    private static SubtaskReport counting(long watermark) {
        return new SubtaskReport(false, true, watermark);
    }

    @Test
    void noneIsEmptyWhenAllSubtasksOfAllOperatorsHaveSaidSo() {
        EmptyShardAggregate aggregate = new EmptyShardAggregate(2);
        known = aggregate.createAccumulator();
        assertThat(aggregate.getResult(known)).containsExactly(NOTHING);

        assertThat(add(aggregate, "a", 0, 2, counting(7))).containsExactly(NOTHING);
        assertThat(add(aggregate, "a", 1, 2, counting(7))).containsExactly(NOTHING);
        assertThat(add(aggregate, "b", 0, 1, counting(7))).containsExactly(1, 7);
        assertThat(add(aggregate, "a", 0, 2, new SubtaskReport(true, true, 7))).containsExactly(0, 7);
    }

    @Test
    void theSlowestThatCountsHasNotBeenPassed() {
        EmptyShardAggregate aggregate = new EmptyShardAggregate(1);
        add(aggregate, "a", 0, 3, new SubtaskReport(true, false, 3));
        add(aggregate, "a", 1, 3, counting(5));

        assertThat(add(aggregate, "a", 2, 3, counting(7))).containsExactly(0, 5);
        add(aggregate, "a", 2, 3, new SubtaskReport(false, false, 7));
        assertThat(add(aggregate, "a", 1, 3, new SubtaskReport(false, false, 5)))
                .containsExactly(0, 7);
    }

    @Test
    void reportsOfAnotherParallelismSayNothing() {
        EmptyShardAggregate aggregate = new EmptyShardAggregate(1);
        assertThat(add(aggregate, "a", 0, 1, counting(7))).containsExactly(1, 7);
        assertThat(add(aggregate, "a", 0, 2, counting(7))).containsExactly(NOTHING);
    }

    /** All subtasks of a job are restarted together. */
    @Test
    void reportsOfAnEarlierAttemptSayNothing() {
        EmptyShardAggregate aggregate = new EmptyShardAggregate(2);
        String[] first = EmptyShardAggregate.report("a", 0, 1, counting(7), true);
        String[] firstOfOther = EmptyShardAggregate.report("b", 0, 1, counting(7), true);
        known = aggregate.add(firstOfOther, aggregate.add(first, known));
        assertThat(aggregate.getResult(known)).containsExactly(1, 7);

        known = aggregate.add(first, known);
        assertThat(aggregate.getResult(known)).containsExactly(NOTHING);
        known = aggregate.add(firstOfOther, known);
        assertThat(aggregate.getResult(known)).containsExactly(1, 7);
    }

    @Test
    void thereIsOneAggregate() {
        assertThatThrownBy(() -> new EmptyShardAggregate(1).merge(Map.of(), Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
