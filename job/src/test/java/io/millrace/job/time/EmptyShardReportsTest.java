package io.millrace.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmptyShardReportsTest {
    private final HeldExecutor thread = new HeldExecutor();
    private final List<Boolean> sent = new ArrayList<>();
    private boolean areNone;
    private boolean fails;

    private final EmptyShardReports reports = new EmptyShardReports(this::exchange, thread);

    private boolean exchange(boolean hasEmpty) throws IOException {
        if (fails) {
            throw new IOException("no job master");
        }
        sent.add(hasEmpty);
        return areNone;
    }

    private void reportAndAnswer(boolean hasEmpty, long now) {
        reports.report(hasEmpty, now);
        thread.runAll();
        reports.report(hasEmpty, now);
    }

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        reports.report(false, 0);
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

        reports.report(true, 5_000);
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
        reports.report(true, 0);
        reports.report(false, 5_000);
        assertThat(thread.size()).isOne();

        thread.runAll();
        reports.report(false, 5_001);
        thread.runAll();
        assertThat(sent).containsExactly(true, false);
    }

    @Test
    void othersKnowWhenEveryOlderAnswerHasExpired() {
        reports.report(true, 1_000);
        thread.runAll();
        reports.report(true, 1_300); // confirmed

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
    void noneIsEmptyWhenAllSubtasksOfAllOperatorsHaveSaidSo() {
        EmptyShardAggregate aggregate = new EmptyShardAggregate(2);
        Map<String, boolean[]> known = aggregate.createAccumulator();
        assertThat(aggregate.getResult(known)).isFalse();

        known = aggregate.add(EmptyShardAggregate.report("a", 0, 2, false), known);
        known = aggregate.add(EmptyShardAggregate.report("a", 1, 2, false), known);
        assertThat(aggregate.getResult(known)).isFalse();
        known = aggregate.add(EmptyShardAggregate.report("b", 0, 1, false), known);
        assertThat(aggregate.getResult(known)).isTrue();
        known = aggregate.add(EmptyShardAggregate.report("a", 0, 2, true), known);
        assertThat(aggregate.getResult(known)).isFalse();
    }

    @Test
    void reportsOfAnotherParallelismSayNothing() {
        EmptyShardAggregate aggregate = new EmptyShardAggregate(1);
        Map<String, boolean[]> known =
                aggregate.add(EmptyShardAggregate.report("a", 0, 1, false), aggregate.createAccumulator());
        assertThat(aggregate.getResult(known)).isTrue();

        known = aggregate.add(EmptyShardAggregate.report("a", 0, 2, false), known);
        assertThat(aggregate.getResult(known)).isFalse();
    }

    @Test
    void thereIsOneAggregate() {
        assertThatThrownBy(() -> new EmptyShardAggregate(1).merge(Map.of(), Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
