package io.millrace.local.cli;

import io.millrace.local.requests.Request;
import io.millrace.local.runtime.StageException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings another version to what runs. */
@Command(
        name = "update",
        description = "Bring another jar or other settings to the applications that run, with their state.",
        footer = {
            "",
            "What differs is found by comparison. Each application that differs is stopped with a snapshot and goes on from"
                    + " it in its new version. Before that, the update is refused if state would be dropped. If the new"
                    + " version is not healthy, the former one goes on from the snapshot.",
            "Exit code: 0 when everything runs as the assembly says, 1 when something was refused or went back."
        })
final class UpdateCommand extends VerboseCommand implements Callable<Integer> {
    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The code, instead of the assembly's, as a build has just made it.")
    private @Nullable Path jar;

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "Update this application alone; may be repeated (default: all that run).")
    private List<String> applications = List.of();

    @Option(
            names = "--allow-non-restored-state",
            description = "Drop the state of operators that the new version does not have.")
    private boolean allowNonRestoredState;

    @Option(names = "--watch", description = "Go on: update whenever the assembly or the jar changes, until Ctrl-C.")
    private boolean watch;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Path directory = assembly.directory().toAbsolutePath();
        Optional<Path> code = Optional.ofNullable(jar).map(Path::toAbsolutePath);
        code.filter(file -> !Files.isRegularFile(file)).ifPresent(file -> {
            throw new StageException("there is no file %s".formatted(file));
        });
        Request request = Request.update(applications, directory, code, allowNonRestoredState);
        if (!watch) {
            update(request);
            return 0;
        }
        FileWatch changes = new FileWatch(directory, code);
        while (true) {
            options.running(); // ends the watch when nothing runs any more
            try {
                update(request);
            } catch (RuntimeException e) {
                spec.commandLine().getErr().println("millrace: " + e.getMessage());
            }
            changes.awaitChange(() -> options.running());
        }
    }

    private void update(Request request) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        new StageRequest(options, spec).send(request).forEach(out::println);
        out.flush();
    }
}
