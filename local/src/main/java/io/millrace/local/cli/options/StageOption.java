package io.millrace.local.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses a stage of an assembly. */
public final class StageOption {
    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "The stage of the assembly (default: the only one, or else dev).")
    private @Nullable String stage;

    /** Null for the default. */
    public @Nullable String name() {
        return stage;
    }
}
