package io.millrace.promises;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The templates of a stage in the assembly. */
public record StageTemplates(Stage stage) {
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

    /** The names of all streams. */
    public Set<String> streamNames() {
        return streams().keySet();
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

    /** Logical ids of the alarms on an application's metrics. */
    Set<String> alarmsOf(StackResource application) {
        Set<String> alarms = new TreeSet<>();
        ofType("AWS::CloudWatch::Alarm", (template, logicalId) -> {
            if (template.stackName().equals(application.stack())
                    && template.resource(logicalId).findValuesAsText("Ref").contains(application.logicalId())) {
                alarms.add(logicalId);
            }
        });
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
    public String outputOf(StackResource resource) {
        return template(resource).root().path("Outputs").properties().stream()
                .filter(output -> output.getValue().at("/Value/Ref").asText().equals(resource.logicalId()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("stack %s must have an output with the name of %s"
                        .formatted(resource.stack(), resource.logicalId())));
    }

    /** The runtime of an application, as in {@code FLINK-1_20}. */
    String runtime(StackResource application) {
        return template(application)
                .resource(application.logicalId())
                .at("/Properties/RuntimeEnvironment")
                .asText();
    }

    /** How often a deployment lets an application's job restart; 0 when it does not watch the job. */
    int allowedRestarts(StackResource application) {
        return template(application).root().path("Resources").findParents("MaxRestarts").stream()
                .filter(lifecycle ->
                        lifecycle.at("/ApplicationName/Ref").asText().equals(application.logicalId()))
                .mapToInt(lifecycle -> lifecycle.path("MaxRestarts").asInt())
                .findFirst()
                .orElse(0);
    }

    private Template template(StackResource resource) {
        return stage.templates().stream()
                .filter(template -> template.stackName().equals(resource.stack()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no stack " + resource.stack()));
    }

    private void ofType(String type, BiConsumer<Template, String> action) {
        stage.templates().forEach(template -> template.logicalIds().stream()
                .filter(logicalId -> template.type(logicalId).equals(type))
                .forEach(logicalId -> action.accept(template, logicalId)));
    }
}
