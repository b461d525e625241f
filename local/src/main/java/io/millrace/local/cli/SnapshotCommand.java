package io.millrace.local.cli;

import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.requests.OperationRequest;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
    /** The snapshot names that the service allows. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,256}");

    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "Only this application; can be repeated (default: all applications).")
    private List<String> applications = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the snapshot (default: the time).")
    private @Nullable String name;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        String called =
                name != null ? name : LocalDateTime.now(ZoneId.systemDefault()).format(NOW);
        if (!NAME.matcher(called).matches() || called.matches("\\.+")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--name must be 1 to 256 letters, digits, dots, dashes or underscores, got '%s'".formatted(called));
        }
        new OperationRun(this, options, spec).run(OperationRequest.snapshot(applications, called));
        return 0;
    }
}
