package io.millrace.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.report.StageStatusReport;
import io.millrace.console.report.alarm.AlarmReport;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import io.millrace.local.history.StageHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmHistoryTest {
    private static StageStatusReport stage(Optional<Outcome> state) {
        return new StageStatusReport(
                1,
                "dev",
                "RUNNING",
                1,
                "us-east-1",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new AlarmReport(
                        "restarts",
                        Optional.of("shop-Billing"),
                        "DIFF(numRestarts)",
                        "GreaterThanThreshold",
                        0,
                        60_000,
                        1,
                        state,
                        Optional.of(2.0))));
    }

    @Test
    void anAlarmThatIsRaisedAndItsEndAreEvents(@TempDir Path directory) {
        StageHistory history = new StageHistory(directory.resolve("history.jsonl"));
        AlarmHistory alarms = new AlarmHistory(history);
        for (Outcome state :
                List.of(Outcome.INSUFFICIENT_DATA, Outcome.OK, Outcome.ALARM, Outcome.ALARM, Outcome.OK, Outcome.OK)) {
            alarms.add(stage(Optional.of(state)));
        }
        alarms.add(stage(Optional.empty()));

        assertThat(history.read())
                .extracting(event -> "%s %s".formatted(event.outcome(), event.text()))
                .containsExactly(
                        "ALARM restarts: DIFF(numRestarts) is 2, and the alarm is GreaterThanThreshold 0",
                        "OK restarts: DIFF(numRestarts) is 2, and the alarm is GreaterThanThreshold 0");
    }
}
