package io.millrace.rehearsal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.assembly.AssemblyException;
import io.millrace.rehearsal.Rehearsal;
import io.millrace.rehearsal.RehearsalReport;
import io.millrace.rehearsal.Release;
import io.millrace.rehearsal.deployment.Procedure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The entry point of the command line. */
@Command(
        name = "millrace rehearse",
        customSynopsis = "./millrace rehearse --stage NAME [--procedure NAME] [--accept-losses] [-o json] DIR...",
        description = "Play deployments of cloud assemblies by CloudFormation's rules, without an account.",
        footer = {
            "",
            "Deploys the assemblies one after the other to a model of an AWS account, and prints what happens to each resource that holds state, what CloudFormation would refuse, and what would lose data."
                    + " Each deployment is also played with a failure at each resource, the rollback, and then the same"
                    + " deployment again and the one before. With several assemblies, the first is what the account has"
                    + " already: it fails nowhere. docs/operating.md lists the rules.",
            "Exit codes: 0 if nothing is refused and no data is lost, 1 otherwise, 2 wrong usage."
        })
public final class Main implements Callable<Integer> {
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text or json (default: text); docs/console.md describes the JSON.")
    private Format output = Format.TEXT;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli handles it
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private enum Format {
        TEXT,
        JSON
    }

    private Main() {}

    /** Rehearses and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        List<Release> releases;
        try {
            releases = assemblies.stream()
                    .map(assembly -> Release.read(assembly, stage))
                    .toList();
        } catch (AssemblyException e) {
            spec.commandLine().getErr().println(isJson() ? error(e) : "millrace: " + e.getMessage());
            return 2;
        }
        RehearsalReport report = Rehearsal.of(releases, procedure);
        spec.commandLine().getOut().print(isJson() ? report.json() + "\n" : report.text());
        spec.commandLine().getOut().flush();
        return report.isClean() || (acceptLosses && !report.isRefused()) ? 0 : 1;
    }

    private boolean isJson() {
        return output == Format.JSON;
    }

    private static ObjectNode error(AssemblyException failure) {
        return JsonNodeFactory.instance.objectNode().put("error", failure.getMessage());
    }
}
