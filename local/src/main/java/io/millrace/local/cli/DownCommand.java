package io.millrace.local.cli;

import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.stage.StageDeletion;
import io.millrace.local.stage.StageDirectory;
import java.io.PrintWriter;
import java.time.Duration;
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
final class DownCommand extends VerboseCommand implements Callable<Integer> {
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
            stop(options.running(), err);
            return 0;
        }
        StageDirectory stage = options.existing();
        stage.running().ifPresent(running -> stop(running, err));
        StageDeletion.of(stage).forEach(err::println);
        return 0;
    }

    private void stop(RunningStage stage, PrintWriter err) {
        stage.stop(timeout);
        err.printf("stage %s is stopped%n", stage.name());
    }
}
