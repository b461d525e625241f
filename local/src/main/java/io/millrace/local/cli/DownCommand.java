package io.millrace.local.cli;

import io.millrace.console.report.OperationReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.stage.StageDeletion;
import io.millrace.local.stage.StageDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops a stage, or deletes what one has left. */
@Command(
        name = "down",
        description = "Stop a running stage. Without --delete its state stays, and 'up' resumes from it.",
        footer = "%nApplications with snapshots on stop with a savepoint.")
final class DownCommand extends ReportingCommand implements Callable<Integer> {
    @Mixin
    private StateOptions options = new StateOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "300s",
            description = "How long to wait until the stage has stopped (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--delete",
            description =
                    "Also delete what the stage has left, running or not: streams, applications' state, secrets and"
                            + " buckets. What the template's DeletionPolicy retains stays.")
    private boolean delete;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (!delete) {
            RunningStage running = options.running();
            report(running.name(), List.of(stop(running)), err);
            return 0;
        }
        StageDirectory stage = options.existing();
        List<String> lines = new ArrayList<>();
        stage.running().ifPresent(running -> lines.add(stop(running)));
        lines.addAll(StageDeletion.of(stage));
        report(stage.name(), lines, err);
        return 0;
    }

    private String stop(RunningStage stage) {
        stage.stop(timeout);
        return "stage %s is stopped".formatted(stage.name());
    }

    private void report(String stage, List<String> lines, PrintWriter err) {
        if (isJson()) {
            print(new OperationReport(stage, "down", lines), spec.commandLine().getOut());
        } else {
            lines.forEach(err::println);
        }
    }
}
