package io.millrace.local.cli;

import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.stage.RunningStage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops a stage. */
@Command(
        name = "down",
        description = "Stop a running stage. Its state stays, and 'up' resumes from it.",
        footer = "%nApplications with snapshots on stop with a savepoint.")
final class DownCommand extends VerboseCommand implements Callable<Integer> {
    @Mixin
    private StateOptions options = new StateOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "120s",
            description = "How long to wait until the stage has stopped (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--delete",
            description = "Also delete the stage's state, and its streams unless their DeletionPolicy keeps them.")
    private boolean delete;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RunningStage stage = options.running();
        PrintWriter err = spec.commandLine().getErr();
        if (!delete) {
            stage.stop(timeout);
            err.printf("stage %s is stopped%n", stage.name());
            return 0;
        }
        List<String> kept = stage.delete(timeout);
        kept.forEach(stream -> err.printf("stream %s stays with its records: its template retains it%n", stream));
        err.printf("stage %s is stopped and deleted%n", stage.name());
        return 0;
    }
}
