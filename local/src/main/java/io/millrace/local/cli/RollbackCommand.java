package io.millrace.local.cli;

import io.millrace.local.requests.Request;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Goes back to the version before. */
@Command(
        name = "rollback",
        description = "Go back to the version of an application that ran before, with the snapshot that it left.",
        footer = {
            "",
            "What came in since that snapshot is read again: results written meanwhile come once more, or change. State of"
                    + " the version that is left is deleted once the former one is healthy."
        })
final class RollbackCommand extends VerboseCommand implements Callable<Integer> {
    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "The application; may be left out when only one could go back.")
    private @Nullable String application;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        new StageRequest(options, spec)
                .send(Request.rollback(application == null ? List.of() : List.of(application)))
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
