package io.millrace.local.cli;

import io.millrace.local.requests.Request;
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

/** Takes snapshots. */
@Command(
        name = "snapshot",
        description = "Take a snapshot of the applications that run, and print where it lies; they run on.",
        footer = "%nA snapshot is a Flink savepoint. It stays until you delete its directory.")
final class SnapshotCommand extends VerboseCommand implements Callable<Integer> {
    /** What the service takes for a snapshot's name. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,256}");

    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "Of this application alone; may be repeated (default: all that run).")
    private List<String> applications = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it (default: the time).")
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
        new StageRequest(options, spec)
                .send(Request.snapshot(applications, called))
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
