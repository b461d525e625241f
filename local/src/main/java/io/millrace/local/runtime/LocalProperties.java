package io.millrace.local.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.local.deploy.ApplicationPlan;
import io.millrace.local.deploy.StreamPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An application's property groups as it gets them here: those of the template, and in every group that binds a stream
 * where the local Kinesis is. Nothing that the template gives is changed.
 */
record LocalProperties(Map<String, Map<String, String>> groups, Map<String, Set<String>> added) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REGION = "aws.region";

    LocalProperties {
        groups = Map.copyOf(groups);
        added = Map.copyOf(added);
    }

    /** Adds what is missing; {@link #added} tells what that was: key and value to the groups that have it now. */
    static LocalProperties of(ApplicationPlan application, List<StreamPlan> streams, URI kinesis) {
        // the sink's asynchronous client would speak HTTP/2 otherwise
        Map<String, String> local =
                new TreeMap<>(Map.of("aws.endpoint", kinesis.toString(), "aws.http.protocol.version", "HTTP1_1"));
        Map<String, Map<String, String>> groups = new TreeMap<>();
        Map<String, Set<String>> added = new TreeMap<>();
        application.propertyGroups().forEach((id, given) -> {
            Map<String, String> properties = new TreeMap<>(given);
            if (bindsStream(given, streams)) {
                local.forEach((key, value) -> {
                    if (properties.putIfAbsent(key, value) == null) {
                        added.computeIfAbsent(key + "=" + value, property -> new TreeSet<>())
                                .add(id);
                    }
                });
            }
            groups.put(id, properties);
        });
        return new LocalProperties(groups, added);
    }

    private static boolean bindsStream(Map<String, String> properties, List<StreamPlan> streams) {
        return properties.containsKey(REGION)
                || properties.values().stream()
                        .anyMatch(value -> streams.stream().anyMatch(stream -> stream.isNamedBy(value)));
    }

    /**
     * Writes the groups, and what makes {@code KinesisAnalyticsRuntime.getApplicationProperties()} find them: it looks
     * for a resource {@code config.properties}, which is the service's own unless the class path has one before it.
     */
    void write(ApplicationDirectory directory) {
        List<Map<String, Object>> json = new ArrayList<>();
        new TreeMap<>(groups).forEach((id, properties) -> {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("PropertyGroupId", id);
            group.put("PropertyMap", properties);
            json.add(group);
        });
        try {
            Path file = directory.propertyGroups();
            Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
            Files.writeString(
                    directory.classPath().resolve("config.properties"),
                    "application_properties_file = " + file.toString().replace("\\", "\\\\") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
