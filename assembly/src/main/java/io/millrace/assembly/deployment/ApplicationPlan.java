package io.millrace.assembly.deployment;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Flink application to run.
 *
 * @param stack name of the stack it belongs to
 * @param logicalId its logical id there
 * @param name its physical name
 * @param region the region of its stack
 * @param runtime the service's name for the Flink release, as in {@code FLINK-1_20}
 * @param jar the job's jar in the assembly
 * @param parallelism the job's parallelism, and the cluster's number of slots
 * @param checkpoints when the job's state is saved; empty when checkpointing is off
 * @param snapshots whether stopping takes a savepoint and starting restores it
 * @param restore what a start after a stop restores
 * @param logLevel least severe level that is logged
 * @param propertyGroups group id to key to value, as the template has them
 */
public record ApplicationPlan(
        String stack,
        String logicalId,
        String name,
        String region,
        String runtime,
        Path jar,
        int parallelism,
        Optional<Checkpoints> checkpoints,
        boolean snapshots,
        Restore restore,
        String logLevel,
        Map<String, Map<String, String>> propertyGroups) {

    public ApplicationPlan {
        requireNonNull(stack, "stack is null");
        requireNonNull(logicalId, "logicalId is null");
        requireNonNull(name, "name is null");
        requireNonNull(region, "region is null");
        requireNonNull(runtime, "runtime is null");
        requireNonNull(jar, "jar is null");
        requireNonNull(checkpoints, "checkpoints is null");
        requireNonNull(restore, "restore is null");
        requireNonNull(logLevel, "logLevel is null");
        propertyGroups = sorted(propertyGroups);
    }

    /** What a person calls it: its job's name, or for a jar without one its logical id. */
    public String shortName() {
        return propertyGroups.getOrDefault("Job", Map.of()).getOrDefault("name", logicalId);
    }

    /** Whether a person means it: by its job's name, its logical id or its physical name. */
    public boolean isCalled(String text) {
        return text.equals(shortName()) || text.equals(logicalId) || text.equals(name);
    }

    /** The same application with its code elsewhere, or with other code. */
    public ApplicationPlan withJar(Path file) {
        return new ApplicationPlan(
                stack,
                logicalId,
                name,
                region,
                runtime,
                file,
                parallelism,
                checkpoints,
                snapshots,
                restore,
                logLevel,
                propertyGroups);
    }

    /** The same application with other property groups. */
    ApplicationPlan withPropertyGroups(Map<String, Map<String, String>> groups) {
        return new ApplicationPlan(
                stack,
                logicalId,
                name,
                region,
                runtime,
                jar,
                parallelism,
                checkpoints,
                snapshots,
                restore,
                logLevel,
                groups);
    }

    private static Map<String, Map<String, String>> sorted(Map<String, Map<String, String>> groups) {
        Map<String, Map<String, String>> copy = new TreeMap<>();
        groups.forEach((id, properties) -> copy.put(id, Collections.unmodifiableMap(new TreeMap<>(properties))));
        return Collections.unmodifiableMap(copy);
    }

    /** Property {@code CheckpointConfiguration}, in milliseconds. */
    public record Checkpoints(long intervalMillis, long minPauseMillis) {
        /** What {@code ConfigurationType: DEFAULT} means, whatever else is given beside it. */
        static final Checkpoints DEFAULT = new Checkpoints(60_000, 5_000);
    }

    /**
     * Property {@code RunConfiguration}.
     *
     * @param fromSnapshot false for {@code SKIP_RESTORE_FROM_SNAPSHOT}
     * @param allowNonRestoredState whether state of operators that are gone may be dropped
     */
    public record Restore(boolean fromSnapshot, boolean allowNonRestoredState) {}
}
