package io.millrace.local.cli;

import io.millrace.assembly.AssemblyException;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.rehearsal.Rehearsal;
import io.millrace.rehearsal.RehearsalReport;
import io.millrace.rehearsal.Release;
import io.millrace.rehearsal.deployment.Procedure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays deployments. */
@Command(
        name = "rehearse",
        description = "Play deployments of cloud assemblies by CloudFormation's rules, without an account.",
        footer = {
            "",
            "Deploys the assemblies one after the other to a model of an AWS account, and prints what happens to each resource that holds state, what CloudFormation would refuse, and what would lose data."
                    + " Each deployment is also played with a failure at each resource, the rollback, and then the same"
                    + " deployment again and the one before. With several assemblies, the first is what the account has"
                    + " already: it fails nowhere. docs/operating.md lists the rules.",
            "Exit codes: 0 if nothing is refused and no data is lost, 1 otherwise, 2 wrong usage."
        })
final class RehearseCommand extends ReportingCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Cloud assemblies that 'cdk synth' wrote, in their order.")
    private List<Path> assemblies = List.of();

    @Option(names = "--stage", paramLabel = "NAME", required = true, description = "The stage to deploy.")
    private String stage = "";

    @Option(
            names = "--procedure",
            paramLabel = "NAME",
            defaultValue = "CDK_DEPLOY",
            description = "How it is deployed, one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Procedure procedure = Procedure.CDK_DEPLOY;

    @Option(names = "--accept-losses", description = "Exit with 0 even if data is lost.")
    private boolean acceptLosses;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        RehearsalReport report = Rehearsal.of(releases(), procedure);
        PrintWriter out = spec.commandLine().getOut();
        if (isJson()) {
            print(report.json(), out);
        } else {
            out.print(report.text());
            out.flush();
        }
        return report.isClean() || (acceptLosses && !report.isRefused()) ? 0 : 1;
    }

    private List<Release> releases() {
        try {
            return assemblies.stream()
                    .map(assembly -> Release.read(assembly, stage))
                    .toList();
        } catch (AssemblyException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
    }
}
