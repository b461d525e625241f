package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.Program;
import io.millrace.local.process.StageException;

/** Finds what runs the jobs of a runtime. */
public final class FlinkRuntimes {
    private final LocalHome home;

    /** @param home has the programs, each with the libraries of the release that it is compiled against */
    public FlinkRuntimes(LocalHome home) {
        this.home = requireNonNull(home, "home is null");
    }

    /**
     * The program of a Flink process.
     *
     * @param id a value of {@code RuntimeEnvironment}
     * @throws StageException when nothing here runs it
     */
    public Program program(String id) {
        LocalRuntime runtime = LocalRuntime.of(id)
                .orElseThrow(() -> new StageException(
                        "runtime must be one that runs here (%s), got '%s'".formatted(LocalRuntime.ids(), id)));
        return home.cluster(runtime.major());
    }
}
