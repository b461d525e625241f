package io.millrace.local.cli.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses where stages have their state. */
public final class StateDirectoryOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The directory of the stages' state (default: .millrace in Millrace's directory).")
    private @Nullable Path state;

    /** The given directory, or else {@code .millrace} in Millrace's directory or the working directory. */
    public Path directory() {
        return state != null
                ? state
                : Path.of(System.getProperty("millrace.home", "")).resolve(".millrace");
    }
}
