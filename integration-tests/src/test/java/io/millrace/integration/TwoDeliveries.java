package io.millrace.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * This project's assembly with the lottery twice in the stage {@code dev}: unchanged, and as a copy that
 * writes its outputs at least once, to topics named in the template. Both leave {@link #PAUSE} between the end of a
 * checkpoint and the start of the next.
 */
final class TwoDeliveries {
    /** The copy's topic for rejected records. */
    static final String REJECTED_AT_LEAST_ONCE = "rejected-at-least-once";

    static final Duration PAUSE = Duration.ofSeconds(5);

    /** The copy's name. */
    static final String AT_LEAST_ONCE = "at-least-once";

    private static final ObjectMapper JSON = new ObjectMapper();

    private TwoDeliveries() {}

    /** Writes the assembly to a directory that does not exist yet, with a runtime and the jar for it. */
    static Path in(Path directory, JobRuntime runtime) throws IOException {
        copy(Path.of(System.getProperty("millrace.assembly")), directory);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path jar :
                    files.filter(path -> path.toString().endsWith(".jar")).toList()) {
                Files.copy(runtime.jar(), jar, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (Stream<Path> files = Files.list(directory.resolve("assembly-dev"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".template.json"))
                    .toList()) {
                ObjectNode template = (ObjectNode) JSON.readTree(file.toFile());
                addCopy((ObjectNode) template.get("Resources"), runtime);
                JSON.writeValue(file.toFile(), template);
            }
        }
        return directory;
    }

    private static void addCopy(ObjectNode resources, JobRuntime runtime) {
        List<JsonNode> applications = new ArrayList<>();
        for (JsonNode resource : resources) {
            if (resource.get("Type").asText().equals("AWS::KinesisAnalyticsV2::Application")
                    && groups(resource).findValuesAsText("name").contains("lottery")) {
                applications.add(resource);
            }
        }
        for (JsonNode application : applications) {
            ((ObjectNode) application.get("Properties")).put("RuntimeEnvironment", runtime.id());
            checkpointOften(application);
            ObjectNode copy = application.deepCopy();
            ((ObjectNode) copy.get("Properties")).put("ApplicationName", AT_LEAST_ONCE);
            for (JsonNode group : groups(copy)) {
                if (List.of("draws", "rejected")
                        .contains(group.get("PropertyGroupId").asText())) {
                    writeAtLeastOnce((ObjectNode) group);
                }
            }
            resources.set("AtLeastOnce", copy);
        }
    }

    private static JsonNode groups(JsonNode application) {
        return application.at("/Properties/ApplicationConfiguration/EnvironmentProperties/PropertyGroups");
    }

    private static void checkpointOften(JsonNode application) {
        ((ObjectNode) application
                        .at("/Properties/ApplicationConfiguration/FlinkApplicationConfiguration")
                        .get("CheckpointConfiguration"))
                .put("CheckpointInterval", PAUSE.plusSeconds(1).toMillis())
                .put("MinPauseBetweenCheckpoints", PAUSE.toMillis());
    }

    private static void writeAtLeastOnce(ObjectNode group) {
        String output = group.get("PropertyGroupId").asText();
        group.putObject("PropertyMap")
                .put("connector", "kafka")
                .put("topic", output + "-at-least-once")
                .put("bootstrap.servers", "b-1.of-some-cluster.example:9098")
                .put("delivery", "at-least-once")
                .put("transactional.id.prefix", "at-least-once-" + output)
                .put("properties.security.protocol", "SASL_SSL");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
