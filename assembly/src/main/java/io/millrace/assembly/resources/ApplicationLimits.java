package io.millrace.assembly.resources;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.contract.jar.JarCheck;
import io.millrace.contract.jar.JarContents;
import io.millrace.contract.service.ServiceLimits;
import io.millrace.contract.service.ServiceQuotas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the service would refuse about an application, in the words in which synthesis refuses it. */
final class ApplicationLimits {
    private ApplicationLimits() {}

    /** A sentence for each limit that is exceeded, with the application's place in the template. */
    static List<String> violations(Resource application, ApplicationPlan plan, ServiceQuotas quotas) {
        ServiceLimits limits = new ServiceLimits(text -> false);
        limits.runtime(plan.runtime());
        limits.name(plan.name());
        limits.description(application.property("ApplicationDescription").asText());
        limits.code(size(plan));
        limits.groups(plan.propertyGroups());
        limits.tags(tags(application));
        JsonNode flink = application.property("ApplicationConfiguration", "FlinkApplicationConfiguration");
        JsonNode parallelism = flink.path("ParallelismConfiguration");
        limits.capacity(plan.parallelism(), FlinkApplicationType.tasksOfAKpu(parallelism), quotas);
        if (FlinkApplicationType.isCustom(flink.path("CheckpointConfiguration"))) {
            plan.checkpoints()
                    .ifPresent(times -> limits.checkpointing(
                            Duration.ofMillis(times.intervalMillis()), Duration.ofMillis(times.minPauseMillis())));
        }
        return Stream.concat(
                        limits.violations().stream(),
                        ofJar(plan, jar -> JarCheck.violations(jar, plan.runtime())).stream())
                .map(violation ->
                        String.valueOf(application.path().error(violation).getMessage()))
                .toList();
    }

    /** The connectors with which the job runs here as on AWS, and loses records. */
    static List<String> losses(ApplicationPlan plan) {
        return ofJar(plan, JarCheck::losses);
    }

    /** Why the job may not reach the services whose endpoints are given. */
    static List<String> unreachable(ApplicationPlan plan, Set<String> endpoints) {
        return endpoints.isEmpty()
                ? List.of()
                : ofJar(
                        plan,
                        jar -> JarCheck.ignoresEndpoints(jar)
                                ? List.of("its jar has an AWS SDK that does not read --endpoint; give its clients"
                                        + " the address in code, or use 2.28.1 or newer")
                                : List.of());
    }

    /** None for a value that stands for the path of a jar. */
    private static List<String> ofJar(ApplicationPlan plan, Function<JarContents, List<String>> check) {
        if (!Files.isRegularFile(plan.jar())) {
            return List.of();
        }
        return JarContents.ofJar(plan.jar()).map(check).orElse(List.of());
    }

    private static long size(ApplicationPlan plan) {
        try {
            return Files.size(plan.jar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> tags(Resource application) {
        Map<String, String> tags = new TreeMap<>();
        for (JsonNode tag : application.property("Tags")) {
            tags.put(tag.path("Key").asText(), tag.path("Value").asText());
        }
        return tags;
    }
}
