package io.millrace.local.console;

import static java.util.Objects.requireNonNull;

import io.millrace.console.report.StageStatusReport;
import io.millrace.console.report.alarm.AlarmReport;
import io.millrace.console.report.history.HistoryEvent;
import io.millrace.console.report.history.HistoryEvent.Kind;
import io.millrace.console.report.history.HistoryEvent.Outcome;
import io.millrace.local.history.StageHistory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Adds each change of an alarm's state to the stage's history. */
final class AlarmHistory {
    private final StageHistory history;
    private final Map<String, Outcome> states = new HashMap<>();

    AlarmHistory(StageHistory history) {
        this.history = requireNonNull(history, "history is null");
    }

    /** That an alarm is not raised when the stage starts is no news. */
    void add(StageStatusReport stage) {
        for (AlarmReport alarm : stage.alarms()) {
            alarm.state().ifPresent(state -> {
                Outcome former = states.put(alarm.name(), state);
                if (former != state && (former == Outcome.ALARM || state == Outcome.ALARM)) {
                    history.add(new HistoryEvent(
                            stage.atMillis(), Kind.ALARM, alarm.application(), Optional.empty(), state, text(alarm)));
                }
            });
        }
    }

    private static String text(AlarmReport alarm) {
        return "%s: %s is %s, and the alarm is %s %s"
                .formatted(
                        alarm.name(),
                        alarm.metric(),
                        alarm.value().map(AlarmHistory::number).orElse("missing"),
                        alarm.comparison(),
                        number(alarm.threshold()));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%.0f".formatted(value) : "%.2f".formatted(value);
    }
}
