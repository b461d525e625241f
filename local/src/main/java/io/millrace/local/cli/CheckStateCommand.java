package io.millrace.local.cli;

import io.millrace.assembly.CloudAssembly;
import io.millrace.console.report.StateLossesReport;
import io.millrace.local.cli.options.AgainstOption;
import io.millrace.local.cli.options.AssemblyOption;
import io.millrace.local.cli.options.GivenOptions;
import io.millrace.local.cli.options.GivenStage;
import io.millrace.local.cli.options.JarOption;
import io.millrace.local.cli.options.QuotaOption;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StageOption;
import io.millrace.local.cli.output.EventLines;
import io.millrace.local.stage.StateComparison;
import io.millrace.local.stage.StateComparison.Loss;
import io.millrace.local.stage.StateComparison.Release;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
final class CheckStateCommand extends ReportingCommand implements Callable<Integer> {
    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Mixin
    private AgainstOption against = new AgainstOption();

    @Mixin
    private StageOption stage = new StageOption();

    @Mixin
    private QuotaOption quota = new QuotaOption();

    @Option(names = "--accept-losses", description = "Exit with 0 even if state would be lost.")
    private boolean acceptLosses;

    @Mixin
    private JarOption jar = new JarOption();

    @Mixin
    private GivenOptions given = new GivenOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        EventLines events = new EventLines(spec.commandLine().getErr());
        CloudAssembly before = against.directory(assembly)
                .map(CloudAssembly::read)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--against must name the assembly whose state must be kept"));
        GivenStage next = assembly.stage(stage.name(), given, Map.of(), jar, List.of());
        String name = next.stage().name();
        GivenStage last = against.stage(before, before.stage(name), given.values(Map.of(), Map.of()));
        List<Loss> losses = new StateComparison(name, quota.quotas(), events)
                .losses(release(last.comparedWith(next)), release(next.comparedWith(last)));
        if (isJson()) {
            print(report(name, losses), out);
        } else {
            losses.forEach(loss -> out.println(line(loss)));
        }
        return acceptLosses || losses.stream().allMatch(Loss::isAllowed) ? 0 : 1;
    }

    private static StateLossesReport report(String stage, List<Loss> losses) {
        return new StateLossesReport(
                stage,
                losses.stream()
                        .map(loss -> new StateLossesReport.Loss(loss.application(), loss.loss(), loss.isAllowed()))
                        .toList());
    }

    private static Release release(GivenStage stage) {
        return new Release(stage.assembly().directory(), stage.given());
    }

    private static String line(Loss loss) {
        return loss.application() + ": " + loss.loss() + (loss.isAllowed() ? "; its template allows it" : "");
    }
}
