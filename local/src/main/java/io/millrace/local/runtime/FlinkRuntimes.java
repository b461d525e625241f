package io.millrace.local.runtime;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.Program;
import io.millrace.local.process.StageException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds what runs the jobs of a runtime. */
public final class FlinkRuntimes {
    private final LocalHome home;
    private final LibraryCache cache;
    private final JavaHomes jdks;

    /** @param home has the programs, each with the libraries of the release that it is compiled against */
    public FlinkRuntimes(LocalHome home) {
        this(home, LibraryCache.ofUser(), JavaHomes.ofThisMachine());
    }

    FlinkRuntimes(LocalHome home, LibraryCache cache, JavaHomes jdks) {
        this.home = requireNonNull(home, "home is null");
        this.cache = requireNonNull(cache, "cache is null");
        this.jdks = requireNonNull(jdks, "jdks is null");
    }

    /** The names of the releases that need no download. */
    static String builtIn() {
        return Arrays.stream(LocalRuntime.values())
                .filter(runtime -> LibraryLock.of(runtime).isEmpty())
                .map(LocalRuntime::id)
                .collect(joining(", "));
    }

    /** Fetches the libraries of a runtime that are not built in and not here yet. */
    public void fetch(String id, Consumer<String> events) {
        LocalRuntime.of(id).flatMap(LibraryLock::of).ifPresent(lock -> cache.libraries(lock, events));
    }

    /**
     * The program of a Flink process. Libraries that are not built in are fetched on first use.
     *
     * @param id a value of {@code RuntimeEnvironment}
     * @param events receives the progress, and a line when the service's version of Java is not installed
     * @throws StageException when nothing here runs it, or its libraries cannot be fetched
     */
    public FlinkProgram program(String id, Consumer<String> events) {
        LocalRuntime runtime = LocalRuntime.of(id)
                .orElseThrow(() -> new StageException(
                        "runtime must be one that runs here (%s), got '%s'".formatted(LocalRuntime.ids(), id)));
        Program program = home.cluster(runtime.major());
        Optional<LibraryLock> lock = LibraryLock.of(runtime);
        JavaHome java = jdks.find(runtime.java());
        if (java.version() != runtime.java()) {
            events.accept("runs on Java %d, the nearest that is installed; the service has Java %d"
                    .formatted(java.version(), runtime.java()));
        }
        return new FlinkProgram(
                lock.isEmpty() ? program : program.with(cache.libraries(lock.get(), events)),
                java.java(),
                home.archives());
    }
}
