package io.millrace.assembly.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The jars of a template's applications, which the template itself only names as objects of a bucket. */
final class ApplicationCode {
    static final String BUCKET = "code";

    private static final String APPLICATION = "AWS::KinesisAnalyticsV2::Application";

    /** Where an application names its jar. */
    private static final List<String> LOCATION =
            List.of("Properties", "ApplicationConfiguration", "ApplicationCodeConfiguration", "CodeContent");

    private final Map<String, Path> jars;
    private final TemplateViolations violations;

    /** @param jars by the logical id of the application */
    ApplicationCode(Map<String, Path> jars, TemplateViolations violations) {
        this.jars = new TreeMap<>(jars);
        this.violations = violations;
    }

    void requireFiles() {
        jars.forEach((id, jar) -> {
            if (!Files.isRegularFile(jar)) {
                violations.add("the code of '%s' must be a jar, got '%s'; %s"
                        .formatted(id, jar, Files.exists(jar) ? "it is a directory" : "it does not exist"));
            }
        });
    }

    /** Lets each application with a jar take it from the bucket {@value #BUCKET}. */
    void placeIn(ObjectNode template) {
        ObjectNode resources = template.withObject("/Resources");
        List<String> applications = resources.properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(APPLICATION))
                .map(Map.Entry::getKey)
                .toList();
        for (String id : jars.keySet()) {
            if (applications.contains(id)) {
                place(id, (ObjectNode) resources.path(id));
            } else {
                violations.add("code must be for an application of the template, got '%s'%s (its applications: %s)"
                        .formatted(
                                id,
                                Nearest.hint(id, applications.stream()),
                                applications.isEmpty() ? "none" : String.join(", ", applications)));
            }
        }
    }

    private void place(String id, ObjectNode application) {
        Optional<ObjectNode> content = Optional.of(application);
        for (String name : LOCATION) {
            content = content.flatMap(parent -> child(parent, name));
        }
        content.ifPresentOrElse(
                location -> location.removeAll()
                        .putObject("S3ContentLocation")
                        .put("BucketARN", "arn:aws:s3:::" + BUCKET)
                        .put("FileKey", key(id)),
                () -> violations.add(("the code of '%s' must have its place in the template: each of %s must be written"
                                + " out there, and not be the result of a function")
                        .formatted(id, String.join(", ", LOCATION))));
    }

    /** The child, which is created when there is none; empty when it is not an object, or the result of a function. */
    private static Optional<ObjectNode> child(ObjectNode parent, String name) {
        JsonNode child = parent.path(name);
        if (child.isMissingNode()) {
            return Optional.of(parent.putObject(name));
        }
        return child instanceof ObjectNode object
                        && object.properties().stream().noneMatch(ApplicationCode::isFunction)
                ? Optional.of(object)
                : Optional.empty();
    }

    private static boolean isFunction(Map.Entry<String, JsonNode> entry) {
        return entry.getKey().equals("Ref") || entry.getKey().startsWith("Fn::");
    }

    /** The key of an application's jar in the bucket. */
    static String key(String id) {
        return id + ".jar";
    }
}
