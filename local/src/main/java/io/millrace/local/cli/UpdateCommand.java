package io.millrace.local.cli;

import io.millrace.assembly.template.GivenValues;
import io.millrace.local.cli.options.ApplicationsOption;
import io.millrace.local.cli.options.AssemblyOption;
import io.millrace.local.cli.options.GivenOptions;
import io.millrace.local.cli.options.JarOption;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.requests.OperationRequest;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Updates running applications. */
@Command(
        name = "update",
        description = "Update running applications to another jar or other settings, and keep their state.",
        footer = {
            "",
            "Each application that differs from the assembly stops with a snapshot, and its new version starts from it. An update"
                    + " that would drop state is refused before anything stops. If the new version is not healthy, the previous"
                    + " one resumes from the snapshot.",
            "Exit code: 0 if everything runs as the assembly describes it, 1 if an update was refused or rolled back, or if an"
                    + " application is new or gone."
        })
final class UpdateCommand extends ReportingCommand implements Callable<Integer> {
    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Mixin
    private ApplicationsOption applications = new ApplicationsOption();

    @Option(
            names = "--allow-non-restored-state",
            description = "Allow the update to drop the state of operators that the new version does not have.")
    private boolean allowNonRestoredState;

    @Option(
            names = "--watch",
            description =
                    "Update whenever the assembly, the template, or a file that they or the options name changes, until"
                            + " Ctrl-C.")
    private boolean watch;

    @Mixin
    private JarOption jar = new JarOption();

    @Mixin
    private GivenOptions given = new GivenOptions();

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        List<Path> code = jar.ofAllApplications();
        if (!watch) {
            update(code);
            return 0;
        }
        FileWatch changes = new FileWatch(() -> watched(code));
        while (true) {
            options.running(); // fails, and ends the watch, once the stage has stopped
            try {
                update(code);
            } catch (RuntimeException e) {
                spec.commandLine().getErr().println("millrace: " + e.getMessage());
            }
            changes.awaitChange(() -> options.running());
        }
    }

    private Set<Path> watched(List<Path> code) {
        Set<Path> files = new HashSet<>(assembly.sources());
        files.addAll(code);
        files.addAll(jar.ofApplications().values());
        files.addAll(given.files());
        return files;
    }

    private void update(List<Path> code) throws InterruptedException {
        Path directory = assembly.directory().toAbsolutePath();
        GivenValues values = assembly.given().with(given.values(jar.ofApplications(), Map.of()));
        new OperationRun(this, options, spec)
                .run(OperationRequest.update(applications.names(), directory, code, allowNonRestoredState)
                        .given(values));
    }
}
