package io.millrace.local.cli;

import io.millrace.archetype.NewProject;
import io.millrace.archetype.ProjectTemplate;
import io.millrace.console.report.ProjectReport;
import io.millrace.local.cli.options.ReportingCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a new project. */
@Command(
        name = "new",
        description = "Make a project: a CDK app with two environments, one job with its tests, and a README.",
        footer = {
            "",
            "The project is a directory in the working directory. It is built with Maven, and its own ./millrace runs it here.",
            "The same files are the Maven archetype io.millrace:millrace-archetype."
        })
final class NewCommand extends ReportingCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            description =
                    "The name of the project, its directory and its stacks: lower-case letters, digits and hyphens.")
    private String name = "";

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The Java package of its classes, and its Maven group (default: com.example.NAME).")
    private @Nullable String packageName;

    @Option(
            names = "--pipeline",
            paramLabel = "PIPELINE",
            description =
                    "none, or gitlab: a .gitlab-ci.yml that promotes one assembly from dev to prod (default: none).")
    private String pipeline = NewProject.NO_PIPELINE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try {
            NewProject project =
                    new NewProject(name, packageName == null ? NewProject.defaultPackage(name) : packageName, pipeline);
            ProjectTemplate.write(project, Path.of(name));
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
        if (isJson()) {
            print(new ProjectReport(name), spec.commandLine().getOut());
            return 0;
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%s is a new project. Run its job on this machine:%n%n  cd %s%n  ./millrace local up%n",
                        name, name);
        if (ProjectTemplate.dependsOnSnapshot(Path.of(name))) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%nIt uses a snapshot of Millrace, which is on this machine only. Before colleagues or a pipeline build it,%n"
                                    + "upload Millrace's artifacts to a Maven repository that they reach: README.md, \"Share it\".%n");
        }
        return 0;
    }
}
