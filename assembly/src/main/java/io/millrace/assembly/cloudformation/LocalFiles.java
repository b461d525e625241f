package io.millrace.assembly.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The files that a template names by a path instead of a URL, as {@code aws cloudformation package} takes them: nested
 * templates and snippets. The references become URLs of objects in a bucket of the assembly.
 */
final class LocalFiles {
    static final String BUCKET = "local";

    private final Map<Path, String> keys = new LinkedHashMap<>();
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();

    /**
     * Reads a template with everything that it names by a path.
     *
     * @throws TemplateFileException when one of the files breaks a rule
     */
    ObjectNode readTemplate(Path file) {
        return read(file, TemplateFile::read);
    }

    /** The content of the named files, by the keys of their objects. */
    Map<String, ObjectNode> objects() {
        return objects;
    }

    /** The named files, by their absolute paths. */
    Set<Path> files() {
        return keys.keySet();
    }

    private ObjectNode read(Path file, Function<Path, ObjectNode> reader) {
        ObjectNode content = reader.apply(file);
        replacePaths(content, file);
        return content;
    }

    private void replacePaths(JsonNode node, Path from) {
        if (node.path("Type").asText().equals("AWS::CloudFormation::Stack")) {
            replacePath(
                    node.path("Properties"), "TemplateURL", "https://%s.s3.amazonaws.com/%s", from, TemplateFile::read);
        }
        if (node.path("Type").asText().equals("AWS::Serverless::Application")) {
            replacePath(
                    node.path("Properties"), "Location", "https://%s.s3.amazonaws.com/%s", from, TemplateFile::read);
        }
        if (node.path("Name").asText().equals("AWS::Include")) {
            replacePath(node.path("Parameters"), "Location", "s3://%s/%s", from, TemplateFile::readSnippet);
        }
        node.forEach(child -> replacePaths(child, from));
    }

    private void replacePath(JsonNode parent, String field, String url, Path from, Function<Path, ObjectNode> reader) {
        JsonNode path = parent.path(field);
        if (path.isTextual() && !path.textValue().contains("://")) {
            ((ObjectNode) parent).put(field, url.formatted(BUCKET, key(from.resolveSibling(path.textValue()), reader)));
        }
    }

    /** A template that nests itself is read once. */
    private String key(Path file, Function<Path, ObjectNode> reader) {
        Path absolute = file.toAbsolutePath().normalize();
        String known = keys.get(absolute);
        if (known != null) {
            return known;
        }
        String key = "%d.json".formatted(keys.size());
        keys.put(absolute, key);
        objects.put(key, read(file, reader));
        return key;
    }
}
