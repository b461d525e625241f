package io.millrace.assembly.deployment;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;

/**
 * What an application's jar declares of its job's inputs and outputs, in {@code META-INF/millrace/jobs.json}.
 *
 * @param inputs ids of the inputs' property groups
 * @param outputs ids of the outputs' property groups
 * @param connectors what a group may be bound through
 */
record JobPorts(Set<String> inputs, Set<String> outputs, Set<String> connectors) {
    private static final String DECLARATION = "META-INF/millrace/jobs.json";
    private static final JsonMapper JSON = new JsonMapper();

    JobPorts {
        inputs = Set.copyOf(inputs);
        outputs = Set.copyOf(outputs);
        connectors = Set.copyOf(connectors);
    }

    /** Empty when the jar declares no job of the name that the group {@code Job} says, as jars made elsewhere do. */
    static Optional<JobPorts> of(ApplicationPlan application) {
        String name = application.propertyGroups().getOrDefault("Job", Map.of()).getOrDefault("name", "");
        try (JarFile jar = new JarFile(application.jar().toFile())) {
            ZipEntry entry = jar.getEntry(DECLARATION);
            return entry == null ? Optional.empty() : read(jar, entry, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JobPorts> read(JarFile jar, ZipEntry entry, String jobName) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            JsonNode declared = JSON.readTree(in);
            return elements(declared.path("jobs"))
                    .filter(job -> job.path("name").asText().equals(jobName))
                    .findFirst()
                    .map(job -> new JobPorts(
                            names(job.path("inputs")), names(job.path("outputs")), names(declared.path("connectors"))));
        }
    }

    private static Set<String> names(JsonNode declarations) {
        return elements(declarations)
                .map(declaration -> declaration.path("name").asText())
                .collect(toSet());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
