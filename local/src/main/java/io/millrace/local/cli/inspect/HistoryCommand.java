package io.millrace.local.cli.inspect;

import io.millrace.console.report.history.HistoryEvent;
import io.millrace.console.report.history.HistoryReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.observe.StageObserver;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what has happened to a stage. */
@Command(
        name = "history",
        description = "Print what has happened to a stage that runs, or has run: starts, snapshots, updates, rollbacks,"
                + " restarts with their causes, and alarms.",
        footer = "%nThe oldest events are forgotten once there are some thousand.")
public final class HistoryCommand extends ReportingCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        HistoryReport history = new StageObserver(options.existing()).history();
        if (isJson()) {
            print(history, out);
            return 0;
        }
        history.events().forEach(event -> out.println(line(event)));
        out.flush();
        return 0;
    }

    private static String line(HistoryEvent event) {
        String what = "%s %s".formatted(event.kind(), event.outcome());
        String who = event.application()
                .map(name -> name
                        + event.version().map(version -> " version " + version).orElse("") + ": ")
                .orElse("");
        return "%s  %-16s  %s%s"
                .formatted(
                        TIME.format(Instant.ofEpochMilli(event.atMillis()).atZone(ZoneId.systemDefault())),
                        what,
                        who,
                        event.text().indent(4).strip());
    }
}
