package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.deployment.ApplicationPlan.Checkpoints;
import io.millrace.assembly.deployment.ApplicationPlan.Restore;
import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.RetainedResource;
import io.millrace.assembly.template.ExternalValue;
import io.millrace.assembly.template.ExternalValue.Kind;
import io.millrace.assembly.template.Json;
import io.millrace.assembly.template.TemplatePath;
import io.millrace.contract.Contract;
import io.millrace.contract.service.PythonRunOptions;
import io.millrace.contract.service.ServiceLimits;
import io.millrace.contract.service.ServiceRuntimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An application of Managed Service for Apache Flink. Only the properties that say how its job runs are read. Topics, and streams
 * of other owners, are created outside of the templates: those that the application is bound to are planned with it.
 */
final class FlinkApplicationType implements ResourceType {
    static final String NAME = "AWS::KinesisAnalyticsV2::Application";

    private static final String CONFIGURATION = "ApplicationConfiguration";
    private static final String FLINK = "FlinkApplicationConfiguration";
    private static final String OTHERS = "--application starts others alone";
    private static final List<String> NUMBERS = List.of(
            "ParallelismConfiguration/Parallelism",
            "ParallelismConfiguration/ParallelismPerKPU",
            "CheckpointConfiguration/CheckpointInterval",
            "CheckpointConfiguration/MinPauseBetweenCheckpoints");

    @Override
    public String name() {
        return NAME;
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
        String name = physicalName(application);
        PhysicalNames.requireDirectory("ApplicationName", name, application);
        plan.retain(application, RetainedResource.Kind.APPLICATION, name);
        String runtime = runtime(application);
        LocalRuntime.of(runtime)
                .map(LocalRuntime::id)
                .filter(here -> !here.equals(runtime))
                .ifPresent(here ->
                        plan.addNotice("application %s runs on %s here, not on %s".formatted(name, here, runtime)));
        Optional<Map<String, Map<String, String>>> groups = plan.read(() -> propertyGroups(application));
        requireJava(application, groups.orElse(Map.of()).keySet());
        Optional<Path> jar = plan.read(() -> jar(application, groups.orElse(Map.of())));
        Optional<JsonNode> flink = plan.read(() -> application.property(CONFIGURATION, FLINK));
        Optional<Boolean> snapshots = plan.read(() -> snapshots(application));
        Optional<JsonNode> run = plan.read(() -> application.property("RunConfiguration"));
        if (jar.isEmpty() || groups.isEmpty() || flink.isEmpty() || snapshots.isEmpty() || run.isEmpty()) {
            return;
        }
        requireNumbers(application, plan, flink.get());
        JsonNode parallelism = flink.get().path("ParallelismConfiguration");
        if (parallelism.path("AutoScalingEnabled").asBoolean(true)) {
            plan.addNotice("application %s scales itself on AWS; here its parallelism stays".formatted(name));
        }
        int tasks = isCustom(parallelism) ? parallelism.path("Parallelism").asInt(1) : 1;
        int tasksOfAKpu = tasksOfAKpu(parallelism);
        ApplicationPlan planned = new ApplicationPlan(
                application.stackName(),
                application.logicalId(),
                name,
                application.region(),
                runtime,
                jar.get(),
                tasks,
                // what the service refuses is among the violations
                tasksOfAKpu < 1 ? 0 : ServiceLimits.kpus(tasks, tasksOfAKpu),
                checkpoints(flink.get().path("CheckpointConfiguration")),
                snapshots.get(),
                restore(run.get(), name, plan),
                logLevel(flink.get().path("MonitoringConfiguration")),
                groups.get());
        ApplicationLimits.violations(application, planned, plan.quotas()).forEach(plan::addViolation);
        ApplicationLimits.losses(planned)
                .forEach(loss -> plan.addNotice("application %s may lose records: %s".formatted(name, loss)));
        ApplicationLimits.unreachable(
                        planned, plan.externals().given().endpoints().keySet())
                .forEach(reason -> plan.addNotice("application %s: %s".formatted(name, reason)));
        planned.topics().forEach(plan::add);
        planned.streams().forEach((arn, stream) -> {
            if (!application.stack().stage().isDeliveryStream(stream.name())) {
                plan.addFromElsewhere(arn, stream);
            }
        });
        plan.add(planned);
    }

    /** What {@code --application} may call it. */
    static Set<String> names(Resource application) {
        Set<String> names = new TreeSet<>(List.of(application.logicalId(), physicalName(application)));
        Contract.jobName(propertyGroups(application)).ifPresent(names::add);
        return names;
    }

    /** Notebooks and SQL applications are no jars. */
    private static String runtime(Resource application) {
        String runtime = application.property("RuntimeEnvironment").asText();
        String mode = application.property("ApplicationMode").asText();
        requireJob(application, "RuntimeEnvironment", ServiceRuntimes.otherKind(runtime));
        requireJob(application, "ApplicationMode", ServiceRuntimes.otherMode(mode));
        if (!runtime.startsWith("FLINK-")) {
            throw application
                    .path("RuntimeEnvironment")
                    .error("must be a Flink runtime such as %s, got '%s'"
                            .formatted(LocalRuntime.FLINK_2_2.id(), runtime));
        }
        if (LocalRuntime.of(runtime).isEmpty()) {
            throw application
                    .path("RuntimeEnvironment")
                    .error("must be a runtime whose Flink runs here (%s), got '%s'; %s"
                            .formatted(LocalRuntime.ids(), runtime, OTHERS));
        }
        return runtime;
    }

    private static void requireJob(Resource application, String property, Optional<String> violation) {
        violation.ifPresent(sentence -> {
            throw application.path(property).error(sentence + "; " + OTHERS);
        });
    }

    private static void requireJava(Resource application, Set<String> groups) {
        if (groups.contains(PythonRunOptions.GROUP)) {
            throw application
                    .path(CONFIGURATION, "EnvironmentProperties")
                    .error(
                            ("the code must be a jar, got a Python application (property group %s), which does not run here:"
                                            + " PyFlink needs a Python with the package apache-flink; %s")
                                    .formatted(PythonRunOptions.GROUP, OTHERS));
        }
    }

    /** Refuses what is no number at some places of the configuration, where the service expects one. */
    private static void requireNumbers(Resource application, PlanBuilder plan, JsonNode flink) {
        for (String place : NUMBERS) {
            String[] names = place.split("/", -1);
            JsonNode value = flink.path(names[0]).path(names[1]);
            if (!value.isMissingNode() && !value.asText().matches("-?[0-9]{1,18}")) {
                plan.tryTo(() -> {
                    throw application
                            .path(CONFIGURATION, FLINK, names[0], names[1])
                            .error("must be a number, got '%s'".formatted(value.asText()));
                });
            }
        }
    }

    private static String physicalName(Resource application) {
        return application.physicalName("ApplicationName");
    }

    private static Path jar(Resource application, Map<String, Map<String, String>> groups) {
        Map<String, Path> given =
                application.stack().stage().externals().given().jars();
        return Stream.of(
                        application.logicalId(),
                        physicalName(application),
                        Contract.jobName(groups).orElse(""))
                .filter(given::containsKey)
                .findFirst()
                .map(given::get)
                .orElseGet(() -> code(application));
    }

    private static Path code(Resource application) {
        String[] path = {CONFIGURATION, "ApplicationCodeConfiguration", "CodeContent", "S3ContentLocation"};
        TemplatePath at = application.path(path);
        StageStacks stage = application.stack().stage();
        Optional<Path> file = stage.externals()
                .ifKnown(() -> application.property(path))
                .flatMap(location -> stage.file(new ExternalValue(Kind.OBJECT, url(location), at)));
        if (file.isEmpty()) {
            stage.externals().standIn(new ExternalValue(Kind.JAR, application.logicalId(), at));
            return Path.of("");
        }
        if (Files.isDirectory(file.get())) {
            throw at.error("the code must be one jar, got the directory %s; --jar %s=FILE gives the jar"
                    .formatted(file.get(), application.logicalId()));
        }
        if (!Files.isRegularFile(file.get())) {
            throw at.error("file %s must exist; synthesise again, or give the jar with --jar %s=FILE"
                    .formatted(file.get(), application.logicalId()));
        }
        return file.get();
    }

    private static String url(JsonNode location) {
        String bucket = location.path("BucketARN").asText().replaceFirst("^arn:[^:]*:s3:::", "");
        return "s3://%s/%s".formatted(bucket, location.path("FileKey").asText());
    }

    private static Map<String, Map<String, String>> propertyGroups(Resource application) {
        Map<String, Map<String, String>> groups = new TreeMap<>();
        for (JsonNode group : application.property(CONFIGURATION, "EnvironmentProperties", "PropertyGroups")) {
            Map<String, String> properties = new LinkedHashMap<>();
            group.path("PropertyMap")
                    .properties()
                    .forEach(property -> properties.put(
                            property.getKey(), property.getValue().asText()));
            String id = group.path("PropertyGroupId").asText();
            if (groups.put(id, properties) != null) {
                throw application
                        .path(CONFIGURATION, "EnvironmentProperties")
                        .error("property group '%s' must be there once".formatted(id));
            }
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

    static int tasksOfAKpu(JsonNode parallelism) {
        return isCustom(parallelism) ? parallelism.path("ParallelismPerKPU").asInt(1) : 1;
    }

    static boolean isCustom(JsonNode configuration) {
        return configuration.path("ConfigurationType").asText().equals("CUSTOM");
    }
}
