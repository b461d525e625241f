package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.assembly.template.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An application of Managed Service for Apache Flink. Only the properties that say how its job runs are read; topics are
 * created outside of a template, so those that the application is bound to are planned with it.
 */
final class FlinkApplicationType implements ResourceType {
    private static final String CONFIGURATION = "ApplicationConfiguration";
    private static final String FLINK = "FlinkApplicationConfiguration";
    private static final String LOCAL_RUNTIME = "FLINK-1_20";

    @Override
    public String name() {
        return "AWS::KinesisAnalyticsV2::Application";
    }

    @Override
    public Optional<JsonNode> ref(Resource application) {
        return Optional.of(Json.text(physicalName(application)));
    }

    @Override
    public Optional<JsonNode> attribute(Resource application, String attribute) {
        return Optional.empty();
    }

    @Override
    public void plan(Resource application, PlanBuilder plan) {
        String runtime = application.property("RuntimeEnvironment").asText();
        String name = physicalName(application);
        if (!runtime.startsWith("FLINK-")) {
            plan.addNotice("application %s does not run here: its runtime is %s, and only Flink's are here"
                    .formatted(name, runtime));
            return;
        }
        if (!runtime.equals(LOCAL_RUNTIME)) {
            plan.addNotice("application %s runs on %s here, not on %s".formatted(name, LOCAL_RUNTIME, runtime));
        }
        Optional<Path> jar = plan.read(() -> jar(application, plan.objects()));
        Optional<Map<String, Map<String, String>>> groups = plan.read(() -> propertyGroups(application));
        Optional<JsonNode> flink = plan.read(() -> application.property(CONFIGURATION, FLINK));
        Optional<Boolean> snapshots = plan.read(() -> snapshots(application));
        Optional<JsonNode> run = plan.read(() -> application.property("RunConfiguration"));
        if (jar.isEmpty() || groups.isEmpty() || flink.isEmpty() || snapshots.isEmpty() || run.isEmpty()) {
            return;
        }
        JsonNode parallelism = flink.get().path("ParallelismConfiguration");
        if (parallelism.path("AutoScalingEnabled").asBoolean(true)) {
            plan.addNotice("application %s scales itself on AWS; here its parallelism stays".formatted(name));
        }
        ApplicationPlan planned = new ApplicationPlan(
                application.stackName(),
                application.logicalId(),
                name,
                application.region(),
                runtime,
                jar.get(),
                isCustom(parallelism) ? parallelism.path("Parallelism").asInt(1) : 1,
                checkpoints(flink.get().path("CheckpointConfiguration")),
                snapshots.get(),
                restore(run.get(), name, plan),
                logLevel(flink.get().path("MonitoringConfiguration")),
                groups.get());
        ApplicationLimits.violations(application, planned, plan.quotas()).forEach(plan::addViolation);
        planned.topics().forEach(plan::add);
        plan.add(planned);
    }

    private static String physicalName(Resource application) {
        return application.physicalName("ApplicationName");
    }

    private static Path jar(Resource application, PublishedObjects objects) {
        String[] path = {CONFIGURATION, "ApplicationCodeConfiguration", "CodeContent", "S3ContentLocation"};
        JsonNode code = application.property(path);
        String bucket = code.path("BucketARN").asText().replace(BucketType.ARN_PREFIX, "");
        String key = code.path("FileKey").asText();
        return objects.find(bucket, key).filter(Files::isRegularFile).orElseThrow(() -> application
                .path(path)
                .error(("the assembly has no file for object '%s' of bucket '%s'; the code must be an asset or"
                                + " put in place by a BucketDeployment")
                        .formatted(key, bucket)));
    }

    private static Map<String, Map<String, String>> propertyGroups(Resource application) {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        for (JsonNode group : application.property(CONFIGURATION, "EnvironmentProperties", "PropertyGroups")) {
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
    private static boolean snapshots(Resource application) {
        return application
                .property(CONFIGURATION, "ApplicationSnapshotConfiguration", "SnapshotsEnabled")
                .asBoolean(false);
    }

    private static Restore restore(JsonNode run, String name, PlanBuilder plan) {
        String type = run.path("ApplicationRestoreConfiguration")
                .path("ApplicationRestoreType")
                .asText();
        if (type.equals("RESTORE_FROM_CUSTOM_SNAPSHOT")) {
            plan.addNotice("application %s restores a snapshot that is on AWS; here it restores its newest one"
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

    static boolean isCustom(JsonNode configuration) {
        return configuration.path("ConfigurationType").asText().equals("CUSTOM");
    }
}
