package io.millrace.assembly.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.assembly.template.TemplateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Reads {@code AWS::KinesisAnalyticsV2::Application}, only the properties that say how the job runs. */
final class ApplicationReader {
    private static final String CONFIGURATION = "ApplicationConfiguration";
    private static final String FLINK = "FlinkApplicationConfiguration";
    private static final String LOCAL_RUNTIME = "FLINK-1_20";

    private final PublishedObjects objects;
    private final List<String> notices;
    private final List<String> mistakes;

    ApplicationReader(PublishedObjects objects, List<String> notices, List<String> mistakes) {
        this.objects = objects;
        this.notices = notices;
        this.mistakes = mistakes;
    }

    /** Empty when there are mistakes, which are added to the list then, or when it is no Flink application. */
    Optional<ApplicationPlan> read(StackValues stack, String logicalId) {
        String runtime = stack.property(logicalId, "RuntimeEnvironment").asText();
        String name = stack.physicalName(logicalId);
        if (!runtime.startsWith("FLINK-")) {
            notices.add("application %s does not run here: its runtime is %s, and only Flink's are here"
                    .formatted(name, runtime));
            return Optional.empty();
        }
        if (!runtime.equals(LOCAL_RUNTIME)) {
            notices.add("application %s runs on %s here, not on %s".formatted(name, LOCAL_RUNTIME, runtime));
        }
        int mistakesBefore = mistakes.size();
        Optional<Path> jar = attempt(() -> jar(stack, logicalId));
        Optional<Map<String, Map<String, String>>> groups = attempt(() -> propertyGroups(stack, logicalId));
        Optional<JsonNode> flink = attempt(() -> stack.property(logicalId, CONFIGURATION, FLINK));
        Optional<Boolean> snapshots = attempt(() -> snapshots(stack, logicalId));
        Optional<Restore> restore = attempt(() -> restore(stack, logicalId, name));
        if (mistakes.size() > mistakesBefore) {
            return Optional.empty();
        }
        JsonNode parallelism = flink.orElseThrow().path("ParallelismConfiguration");
        if (parallelism.path("AutoScalingEnabled").asBoolean(true)) {
            notices.add("application %s scales itself on AWS; here its parallelism stays".formatted(name));
        }
        return Optional.of(new ApplicationPlan(
                stack.template().stackName(),
                logicalId,
                name,
                stack.template().region(),
                runtime,
                jar.orElseThrow(),
                isCustom(parallelism) ? parallelism.path("Parallelism").asInt(1) : 1,
                checkpoints(flink.orElseThrow().path("CheckpointConfiguration")),
                snapshots.orElseThrow(),
                restore.orElseThrow(),
                logLevel(flink.orElseThrow().path("MonitoringConfiguration")),
                groups.orElseThrow()));
    }

    private <T> Optional<T> attempt(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (TemplateException e) {
            mistakes.add(e.getMessage());
            return Optional.empty();
        }
    }

    private Path jar(StackValues stack, String logicalId) {
        String[] path = {CONFIGURATION, "ApplicationCodeConfiguration", "CodeContent", "S3ContentLocation"};
        JsonNode code = stack.property(logicalId, path);
        String bucket = code.path("BucketARN").asText().replace(StackValues.BUCKET_ARN_PREFIX, "");
        String key = code.path("FileKey").asText();
        return objects.find(bucket, key).filter(Files::isRegularFile).orElseThrow(() -> stack.location(logicalId)
                .child("Properties")
                .child(String.join(".", path))
                .error(("the assembly has no file for object '%s' of bucket '%s'; the code must be an asset or"
                                + " put in place by a BucketDeployment")
                        .formatted(key, bucket)));
    }

    private static Map<String, Map<String, String>> propertyGroups(StackValues stack, String logicalId) {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        for (JsonNode group : stack.property(logicalId, CONFIGURATION, "EnvironmentProperties", "PropertyGroups")) {
            Map<String, String> properties = new LinkedHashMap<>();
            group.path("PropertyMap")
                    .properties()
                    .forEach(property -> properties.put(
                            property.getKey(), property.getValue().asText()));
            groups.put(group.path("PropertyGroupId").asText(), properties);
        }
        return groups;
    }

    /** Off unless the template turns them on. */
    private static boolean snapshots(StackValues stack, String logicalId) {
        return stack.property(logicalId, CONFIGURATION, "ApplicationSnapshotConfiguration", "SnapshotsEnabled")
                .asBoolean(false);
    }

    private Restore restore(StackValues stack, String logicalId, String name) {
        JsonNode run = stack.property(logicalId, "RunConfiguration");
        String type = run.path("ApplicationRestoreConfiguration")
                .path("ApplicationRestoreType")
                .asText();
        if (type.equals("RESTORE_FROM_CUSTOM_SNAPSHOT")) {
            notices.add("application %s restores a snapshot that is on AWS; here it restores its newest one"
                    .formatted(name));
        }
        return new Restore(
                !type.equals("SKIP_RESTORE_FROM_SNAPSHOT"),
                run.path("FlinkRunConfiguration").path("AllowNonRestoredState").asBoolean(false));
    }

    private static Optional<Checkpoints> checkpoints(JsonNode configuration) {
        if (!isCustom(configuration)) {
            return Optional.of(Checkpoints.DEFAULT);
        }
        if (!configuration.path("CheckpointingEnabled").asBoolean(true)) {
            return Optional.empty();
        }
        return Optional.of(new Checkpoints(
                configuration.path("CheckpointInterval").asLong(Checkpoints.DEFAULT.intervalMillis()),
                configuration.path("MinPauseBetweenCheckpoints").asLong(Checkpoints.DEFAULT.minPauseMillis())));
    }

    private static String logLevel(JsonNode configuration) {
        return isCustom(configuration) ? configuration.path("LogLevel").asText("INFO") : "INFO";
    }

    private static boolean isCustom(JsonNode configuration) {
        return configuration.path("ConfigurationType").asText().equals("CUSTOM");
    }
}
