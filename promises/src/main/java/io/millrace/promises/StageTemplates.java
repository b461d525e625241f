package io.millrace.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.Template;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The templates of a stage in the assembly. */
public record StageTemplates(Stage stage) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public static StageTemplates of(CheckedStage stage) {
        return new StageTemplates(CloudAssembly.read(stage.assembly()).stage(stage.name()));
    }

    /** A resource and the stack it is in. */
    public record StackResource(String stack, String logicalId) {}

    /** The resource of a stream, by the name in outputs such as {@code "UserEventsName": {"Value": {"Ref": ...}}}. */
    public StackResource stream(String name) {
        Map<String, StackResource> streams = streams();
        StackResource stream = streams.get(name);
        if (stream == null) {
            throw new IllegalArgumentException("stage %s has no output %sName of a stream; it has streams %s"
                    .formatted(stage.name(), name, streams.keySet()));
        }
        return stream;
    }

    private Map<String, StackResource> streams() {
        Map<String, StackResource> streams = new TreeMap<>();
        for (Template template : stage.templates()) {
            for (Map.Entry<String, JsonNode> output :
                    template.root().path("Outputs").properties()) {
                String logicalId = output.getValue().at("/Value/Ref").asText();
                if (output.getKey().endsWith("Name") && template.type(logicalId).equals("AWS::Kinesis::Stream")) {
                    streams.put(
                            output.getKey().replaceFirst("Name$", ""),
                            new StackResource(template.stackName(), logicalId));
                }
            }
        }
        return streams;
    }

    /** Logical id of every application to its stack's name. */
    public Map<String, String> applications() {
        Map<String, String> applications = new TreeMap<>();
        ofType(
                "AWS::KinesisAnalyticsV2::Application",
                (template, logicalId) -> applications.put(logicalId, template.stackName()));
        return applications;
    }

    /** {@code stack/logical id} of every alarm to whether it may have no data. */
    public Map<String, Boolean> alarms() {
        Map<String, Boolean> alarms = new TreeMap<>();
        ofType(
                "AWS::CloudWatch::Alarm",
                (template, logicalId) -> alarms.put(
                        template.stackName() + "/" + logicalId,
                        template.resource(logicalId)
                                .at("/Properties/TreatMissingData")
                                .asText("missing")
                                .equals("missing")));
        return alarms;
    }

    /** Whether a stream, and so the records in it, outlives its stack ({@code DeletionPolicy} other than {@code Delete}). */
    public boolean retainsRecords() {
        List<String> policies = new ArrayList<>();
        ofType(
                "AWS::Kinesis::Stream",
                (template, logicalId) -> policies.add(
                        template.resource(logicalId).path("DeletionPolicy").asText("Delete")));
        return policies.stream().anyMatch(policy -> !policy.equals("Delete"));
    }

    /** The output of a template that has a resource's name. */
    public String outputOf(String stack, String logicalId) {
        return stage.templates().stream()
                .filter(template -> template.stackName().equals(stack))
                .flatMap(template -> template.root().path("Outputs").properties().stream())
                .filter(output -> output.getValue().at("/Value/Ref").asText().equals(logicalId))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "stack %s must have an output with the name of %s".formatted(stack, logicalId)));
    }

    private void ofType(String type, BiConsumer<Template, String> action) {
        stage.templates().forEach(template -> template.logicalIds().stream()
                .filter(logicalId -> template.type(logicalId).equals(type))
                .forEach(logicalId -> action.accept(template, logicalId)));
    }

    /** Name of every stack to the digest of its template. */
    public Map<String, String> digests() {
        Map<String, String> digests = new TreeMap<>();
        stage.templates().forEach(template -> digests.put(template.stackName(), digest(template.root())));
        return digests;
    }

    /** SHA-256 of a template's JSON with sorted keys and without whitespace, so that equal content has an equal digest. */
    static String digest(JsonNode template) {
        try {
            byte[] canonical = JSON.writeValueAsString(JSON.treeToValue(template, Object.class))
                    .getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
