package io.millrace.local.cli;

import io.millrace.local.cli.options.ApplicationsOption;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.requests.SnapshotName;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes snapshots of running applications. */
@Command(
        name = "snapshot",
        description = "Take a snapshot of each running application, and print its path; the applications keep running.",
        footer = "%nA snapshot is a Flink savepoint. It stays until you delete its directory.")
final class SnapshotCommand extends ReportingCommand implements Callable<Integer> {
    @Mixin
    private ApplicationsOption applications = new ApplicationsOption();

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the snapshot (default: the time).")
    private @Nullable String name;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        String called = name != null ? name : SnapshotName.now();
        SnapshotName.violation(called).ifPresent(violation -> {
            throw new ParameterException(spec.commandLine(), "--" + violation);
        });
        new OperationRun(this, options, spec).run(OperationRequest.snapshot(applications.names(), called));
        return 0;
    }
}
