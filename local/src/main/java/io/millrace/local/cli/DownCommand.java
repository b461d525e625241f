package io.millrace.local.cli;

import io.millrace.local.runtime.StageException;
import io.millrace.local.runtime.StageRecord;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops a stage. */
@Command(
        name = "down",
        description = "Stop a stage that runs here. Its state stays, and 'up' resumes from it.",
        footer = "%nApplications with snapshots on are stopped with a savepoint.")
final class DownCommand extends VerboseCommand implements Callable<Integer> {
    @Mixin
    private StateOptions options = new StateOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "120s",
            description = "How long to wait for the end (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        StageRecord stage = options.running();
        stage.supervisor().find().ifPresent(ProcessHandle::destroy);
        if (!stage.supervisor().awaitEnd(timeout)) {
            throw new StageException("stage %s (process %d) did not stop within %d s"
                    .formatted(stage.stage(), stage.supervisor().pid(), timeout.toSeconds()));
        }
        spec.commandLine().getErr().printf("stage %s is stopped%n", stage.stage());
        return 0;
    }
}
