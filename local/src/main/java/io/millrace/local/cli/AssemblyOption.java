package io.millrace.local.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says which cloud assembly a command takes. */
final class AssemblyOption {
    @Option(
            names = "--app",
            paramLabel = "DIR",
            description = "The cloud assembly, as 'cdk synth' wrote it (default: cdk.out in Millrace's directory).")
    private @Nullable Path app;

    /** The assembly that was given, or else the one in Millrace's directory, or in the working directory. */
    Path directory() {
        return app != null
                ? app
                : Path.of(System.getProperty("millrace.home", "")).resolve("cdk.out");
    }
}
