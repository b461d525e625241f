package io.millrace.local.cli;

import io.millrace.local.cli.options.AssemblyOption;
import io.millrace.local.cli.output.EventLines;
import io.millrace.local.stage.StateComparison;
import io.millrace.local.stage.StateComparison.Loss;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks which state a new assembly would lose. */
@Command(
        name = "check-state",
        description = "Check which state of a stage's applications another cloud assembly would lose.",
        footer = {
            "",
            "Each application whose jar or property groups differ starts on this machine in both versions, without state,"
                    + " and their savepoints are compared. A loss that the application's template allows passes:"
                    + " SKIP_RESTORE_FROM_SNAPSHOT allows all, AllowNonRestoredState that of removed operators.",
            "Exit code: 0 if no state would be lost without permission, 1 otherwise."
        })
final class CheckStateCommand extends VerboseCommand implements Callable<Integer> {
    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Option(
            names = "--against",
            paramLabel = "DIR",
            required = true,
            description = "The cloud assembly whose state must be kept.")
    private Path against = Path.of("");

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            defaultValue = "dev",
            description = "The stage to check (default: ${DEFAULT-VALUE}).")
    private String stage = "";

    @Option(names = "--accept-losses", description = "Exit with 0 even if state would be lost.")
    private boolean acceptLosses;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        EventLines events = new EventLines(spec.commandLine().getErr());
        List<Loss> losses = new StateComparison(stage, against, assembly.directory(), events).losses();
        losses.forEach(loss -> out.println(line(loss)));
        return acceptLosses || losses.stream().allMatch(Loss::isAllowed) ? 0 : 1;
    }

    private static String line(Loss loss) {
        return loss.application() + ": " + loss.loss() + (loss.isAllowed() ? "; its template allows it" : "");
    }
}
