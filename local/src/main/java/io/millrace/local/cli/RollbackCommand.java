package io.millrace.local.cli;

import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.requests.OperationRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rolls an application back to its previous version. */
@Command(
        name = "rollback",
        description = "Roll an application back to its previous version, from the snapshot of its stop.",
        footer = {
            "",
            "Records since that snapshot are read again, so that results since then are written again, or change. Once the"
                    + " previous version is healthy, the state of the rolled-back version is deleted."
        })
final class RollbackCommand extends ReportingCommand implements Callable<Integer> {
    @Option(
            names = "--application",
            paramLabel = "NAME",
            description =
                    "The application, by its job's name, its logical id or its name; needed only if several have a previous"
                            + " version.")
    private @Nullable String application;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        new OperationRun(this, options, spec)
                .run(OperationRequest.rollback(application == null ? List.of() : List.of(application)));
        return 0;
    }
}
