package io.millrace.local.cli.inspect;

import io.millrace.console.report.StageStatusReport;
import io.millrace.console.report.StagesReport;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.cli.output.StatusTable;
import io.millrace.local.observe.StageObserver;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.stage.StageStatusFile;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the running stages. */
@Command(
        name = "status",
        description = "Show the running stages with their applications and streams.",
        footer = "%nExit code: 0 if every application is RUNNING, 1 otherwise.")
public final class StatusCommand extends ReportingCommand implements Callable<Integer> {
    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<RunningStage> running = options.allRunning();
        if (isJson()) {
            List<StageStatusReport> stages = running.stream()
                    .map(stage -> new StageObserver(stage.directory()).observe())
                    .toList();
            print(new StagesReport(stages), out);
            return !stages.isEmpty() && stages.stream().allMatch(StageStatusReport::isRunning) ? 0 : 1;
        }
        if (running.isEmpty()) {
            out.println("no stage is running");
            return 1;
        }
        boolean allRunning = true;
        for (RunningStage stage : running) {
            List<ApplicationStatus> applications = stage.applications();
            print(stage, applications, out);
            allRunning &= applications.stream().allMatch(ApplicationStatus::isRunning);
        }
        return allRunning ? 0 : 1;
    }

    private static void print(RunningStage running, List<ApplicationStatus> applications, PrintWriter out) {
        StageStatusFile stage = running.status();
        out.printf(
                "stage %s: %s (process %d)%n",
                stage.stage(), stage.phase(), stage.supervisor().pid());
        new TreeMap<>(stage.servers()).forEach((name, address) -> out.printf("%s: %s%n", name, address));
        stage.streams()
                .forEach(stream -> out.printf(
                        "  %s%s%n",
                        stream.name(),
                        stream.groups().isEmpty() ? "" : " (" + String.join(", ", stream.groups()) + ")"));
        running.directory().console().served().ifPresent(url -> out.println("console: " + url));
        StatusTable.of(applications).forEach(out::println);
    }
}
