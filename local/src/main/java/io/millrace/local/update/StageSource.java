package io.millrace.local.update;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.local.application.RunningApplication;
import io.millrace.local.files.Directories;
import io.millrace.local.versions.JarStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The assembly that a stage was started from, and the jars of its applications there: an update without another assembly
 * takes these. An assembly that a command wrote for a template is gone once that command has ended; the jars are still where
 * they were.
 */
final class StageSource {
    /** A build writes a file in several steps. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Path assembly;
    private final Function<CloudAssembly, DeploymentPlan> planner;
    private final Map<String, Path> jars = new TreeMap<>();
    private String seen;

    /** @param planner plans the running applications */
    StageSource(Path assembly, DeploymentPlan declared, Function<CloudAssembly, DeploymentPlan> planner) {
        this.assembly = requireNonNull(assembly, "assembly is null");
        this.planner = requireNonNull(planner, "planner is null");
        this.seen = state();
        remember(declared);
    }

    private void remember(DeploymentPlan plan) {
        plan.applications().forEach(application -> jars.put(application.name(), application.jar()));
    }

    /**
     * The plan of what is there now.
     *
     * @param current the plan of what runs, in case the assembly is gone
     */
    DeploymentPlan next(DeploymentPlan current) {
        if (Files.exists(assembly)) {
            return planner.apply(CloudAssembly.read(assembly));
        }
        List<ApplicationPlan> rebuilt = current.applications().stream()
                .map(application -> application.withJar(jar(application)))
                .toList();
        return current.with(current.resources(), rebuilt);
    }

    private Path jar(ApplicationPlan application) {
        return Stream.of(jars.get(application.name()))
                .filter(Objects::nonNull)
                .filter(Files::exists)
                .findFirst()
                .orElse(application.jar());
    }

    /** The jars that were written after those that run, and differ from them, by their applications' names. */
    Map<String, Path> newerJars(List<RunningApplication> applications) {
        replan();
        Map<String, Path> newer = new TreeMap<>();
        for (RunningApplication application : applications) {
            Path jar = jar(application.plan());
            if (isNewer(jar, application.plan().jar())) {
                newer.put(application.plan().name(), jar);
            }
        }
        return newer;
    }

    /** Another synthesis names its jars after their content. */
    private void replan() {
        String now = state();
        if (!now.equals(seen)) {
            seen = now;
            try {
                remember(planner.apply(CloudAssembly.read(assembly)));
            } catch (RuntimeException e) {
                // half written, or no longer valid: an update says why
            }
        }
    }

    private String state() {
        StringBuilder state = new StringBuilder();
        Stream.concat(
                        Directories.children(assembly).stream(),
                        Directories.children(assembly).stream()
                                .flatMap(nested -> Directories.children(nested).stream()))
                .filter(file -> file.toString().endsWith(".json"))
                .forEach(file ->
                        state.append(file).append(' ').append(stamp(file)).append('\n'));
        return state.toString();
    }

    private static Instant written(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + " bytes of " + written(file);
        } catch (IOException e) {
            return "none"; // deleted meanwhile
        }
    }

    private boolean isNewer(Path jar, Path running) {
        try {
            Instant built = written(jar);
            return built.isAfter(written(running))
                    && built.plus(QUIET).isBefore(Instant.now())
                    && !running.getFileName().toString().startsWith(JarStore.digest(jar));
        } catch (IOException e) {
            return false; // a build replaces it
        }
    }
}
