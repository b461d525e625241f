package io.millrace.local.cli.options;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses the cloud assembly. */
public final class AssemblyOption {
    @Option(
            names = "--app",
            paramLabel = "DIR",
            description = "The cloud assembly that 'cdk synth' wrote (default: cdk.out in Millrace's directory).")
    private @Nullable Path app;

    /** The given assembly, or else {@code cdk.out} in Millrace's directory or the working directory. */
    public Path directory() {
        return app != null
                ? app
                : Path.of(System.getProperty("millrace.home", "")).resolve("cdk.out");
    }
}
