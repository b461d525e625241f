package io.millrace.local.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.AlarmPlan;
import io.millrace.console.report.ApplicationReport;
import io.millrace.console.report.CheckpointsReport;
import io.millrace.console.report.EdgeReport;
import io.millrace.console.report.EdgeReport.Direction;
import io.millrace.console.report.alarm.AlarmReport;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alarms with periods of a minute, on samples of a job. */
class StageAlarmsTest {
    private static final long MINUTE = 60_000;

    private final StageAlarms alarms = new StageAlarms();
    private long now = 1_000_000;
    private String status = "RUNNING";
    private long restarts;
    private Optional<Long> checkpointMillis = Optional.empty();
    private Optional<Long> lag = Optional.empty();

    private static AlarmPlan alarm(String metric, double threshold, int periods, boolean missingIsBreaching) {
        return new AlarmPlan(
                "alarm",
                Optional.of("shop-Billing"),
                Optional.of("orders"),
                metric,
                "Maximum",
                "GreaterThanThreshold",
                threshold,
                60,
                periods,
                periods,
                missingIsBreaching);
    }

    private AlarmReport after(long millis, AlarmPlan alarm) {
        now += millis;
        ApplicationReport application = new ApplicationReport(
                "shop-Billing",
                "billing",
                1,
                Optional.empty(),
                Optional.empty(),
                "FLINK-1_20",
                1,
                Optional.of(2),
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                restarts,
                List.of(),
                new CheckpointsReport(1, 0, Optional.of(now), checkpointMillis, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of());
        EdgeReport edge = new EdgeReport(
                "shop-Billing",
                "orders",
                "orders",
                Direction.IN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                lag,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return alarms.evaluate(List.of(alarm), List.of(application), List.of(edge), now)
                .get(0);
    }

    private Optional<Outcome> stateAfter(long millis, AlarmPlan alarm) {
        return after(millis, alarm).state();
    }

    @Test
    void aMetricMustBreachInEachOfThePeriods() {
        AlarmPlan slow = alarm("lastCheckpointDuration", 500, 2, false);
        assertThat(stateAfter(0, slow)).contains(Outcome.INSUFFICIENT_DATA);
        checkpointMillis = Optional.of(501L);
        assertThat(stateAfter(1_000, slow)).as("one period").contains(Outcome.OK);
        assertThat(stateAfter(MINUTE, slow)).as("two periods").contains(Outcome.ALARM);
        checkpointMillis = Optional.of(500L);
        assertThat(stateAfter(MINUTE, slow)).as("at the threshold").contains(Outcome.OK);
    }

    @Test
    void restartsAreThoseOfThePeriod() {
        AlarmPlan restarted = alarm("DIFF(numRestarts)", 0, 1, false);
        restarts = 7;
        assertThat(stateAfter(0, restarted)).as("those before the first sample").contains(Outcome.OK);
        restarts = 9;
        AlarmReport report = after(1_000, restarted);
        assertThat(report.state()).contains(Outcome.ALARM);
        assertThat(report.value()).contains(2.0);
        restarts = 1;
        assertThat(after(MINUTE, restarted).value())
                .as("a job that is submitted again")
                .contains(1.0);
        assertThat(stateAfter(MINUTE, restarted)).as("a period later").contains(Outcome.OK);
    }

    @Test
    void anApplicationThatDoesNotRunIsDownSinceThen() {
        AlarmPlan down = alarm("restartingTime + cancellingTime + failingTime", 0, 1, true);
        assertThat(stateAfter(0, down)).contains(Outcome.OK);
        status = "RESTARTING";
        after(1_000, down);
        AlarmReport report = after(2_000, down);
        assertThat(report.state()).contains(Outcome.ALARM);
        assertThat(report.value()).contains(2_000.0);
        status = "RUNNING";
        assertThat(stateAfter(MINUTE, down)).contains(Outcome.OK);
    }

    @Test
    void theLagIsThatOfTheAlarmsStream() {
        lag = Optional.of(60_001L);

        assertThat(after(0, alarm("millisBehindLatest", 60_000, 1, false)).value())
                .contains(60_001.0);
    }

    @Test
    void whatTheLocalRuntimeDoesNotHaveIsNotEvaluated() {
        AlarmReport report = after(0, alarm("cpuUtilization", 80, 1, true));

        assertThat(report.state()).isEmpty();
        assertThat(report.value()).isEmpty();
        assertThat(report.metric()).isEqualTo("cpuUtilization");
    }

    @Test
    void missingDataBreachesWhereTheAlarmSaysSo() {
        assertThat(stateAfter(0, alarm("lastCheckpointDuration", 500, 1, true))).contains(Outcome.ALARM);
        assertThat(stateAfter(0, alarm("lastCheckpointDuration", 500, 1, false)))
                .contains(Outcome.INSUFFICIENT_DATA);
    }
}
