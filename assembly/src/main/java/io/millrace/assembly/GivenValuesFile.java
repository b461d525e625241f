package io.millrace.assembly;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.template.GivenValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The file {@value #NAME} of a project, with what AWS knows and the assembly does not have:
 *
 * <pre>{@code
 * {
 *   "parameters": {"Size": 3, "shop.Brokers": "b-1:9098"},
 *   "ssm": {"/shop/vpc": "vpc-1"},
 *   "secrets": {"shop/key": "key.txt"},
 *   "imports": {"net:subnet": "subnet-1"},
 *   "objects": {"s3://bucket/job.jar": "target/job.jar"},
 *   "jars": {"Billing": "target/job.jar"},
 *   "endpoints": {"dynamodb": "http://localhost:8000"},
 *   "unknown": "unknown"
 * }
 * }</pre>
 *
 * <p>Every entry is optional. Paths are relative to the file.
 */
public final class GivenValuesFile {
    public static final String NAME = "millrace.local.json";

    /** The file of a CDK project. */
    private static final String PROJECT = "cdk.json";

    private static final List<String> KEYS =
            List.of("parameters", "ssm", "secrets", "imports", "objects", "jars", "endpoints", "unknown");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final JsonNode root;
    private final List<String> violations = new ArrayList<>();

    private GivenValuesFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * The file of the project that an assembly or a template belongs to: the one beside it, or else the one beside the
     * project's {@value #PROJECT}, which is in a directory above when an assembly is written elsewhere than {@code cdk.out}.
     */
    public static Optional<Path> find(Path source) {
        Path absolute = source.toAbsolutePath().normalize();
        Path beside = absolute.resolveSibling(NAME);
        if (Files.isRegularFile(beside)) {
            return Optional.of(beside);
        }
        for (Path above = absolute.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(PROJECT))) {
                return Optional.of(above.resolve(NAME)).filter(Files::isRegularFile);
            }
        }
        return Optional.empty();
    }

    /**
     * What is in the {@link #find file} of an assembly's or a template's project; nothing when there is no file.
     *
     * @throws AssemblyException when the file has mistakes; the message lists all of them
     */
    public static GivenValues of(Path source) {
        return find(source).map(GivenValuesFile::read).orElse(GivenValues.NONE);
    }

    private static GivenValues read(Path file) {
        try {
            return new GivenValuesFile(file, JSON.readTree(file.toFile())).values();
        } catch (JsonProcessingException e) {
            throw new AssemblyException(
                    "%s must be JSON, but line %d is damaged"
                            .formatted(file, e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw new AssemblyException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private GivenValues values() {
        if (!root.isObject()) {
            throw new AssemblyException("%s must be an object with %s".formatted(file, String.join(", ", KEYS)));
        }
        TreeSet<String> unknown = new TreeSet<>();
        root.fieldNames().forEachRemaining(unknown::add);
        KEYS.forEach(unknown::remove);
        unknown.forEach(
                key -> violations.add("must have no keys but %s, got '%s'".formatted(String.join(", ", KEYS), key)));
        GivenValues values = new GivenValues(
                texts("parameters"),
                texts("ssm"),
                files("secrets"),
                texts("imports"),
                files("objects"),
                files("jars"),
                texts("endpoints"),
                Optional.ofNullable(root.path("unknown").asText(null)));
        if (!violations.isEmpty()) {
            throw new AssemblyException("%s: %s".formatted(file, String.join("; ", violations)));
        }
        return values;
    }

    private Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode object = root.path(key);
        if (!object.isMissingNode() && !object.isObject()) {
            violations.add("%s must be an object, got %s".formatted(key, object));
        }
        object.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                texts.put(entry.getKey(), entry.getValue().asText());
            } else {
                violations.add("%s.%s must be a text, got %s".formatted(key, entry.getKey(), entry.getValue()));
            }
        });
        return texts;
    }

    private Map<String, Path> files(String key) {
        Map<String, Path> files = new LinkedHashMap<>();
        texts(key).forEach((name, text) -> {
            Path path = file.resolveSibling(text).normalize();
            if (!Files.isRegularFile(path)) {
                violations.add("%s.%s must be a file, got '%s'".formatted(key, name, text));
            }
            files.put(name, path);
        });
        return files;
    }
}
