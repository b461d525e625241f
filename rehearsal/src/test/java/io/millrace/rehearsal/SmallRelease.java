package io.millrace.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.Stage;
import io.millrace.assembly.template.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Stacks of a few lines; JSON may have single quotes. */
public final class SmallRelease {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SmallRelease() {}

    public static Stage stage(StackArtifact... stacks) {
        return new Stage("test", List.of(stacks), List.of());
    }

    /** A stage of one stack, {@code shop}, without termination protection. */
    public static Stage shop(String... resources) {
        return stage(stack("shop", resources));
    }

    public static StackArtifact stack(String name, String... resources) {
        return stackOf(name, template(resources, ""));
    }

    /** @param template a whole template */
    public static StackArtifact stackOf(String name, String template, String... dependencies) {
        return stackIn("eu-west-1", name, template, dependencies);
    }

    public static StackArtifact stackIn(String region, String name, String template, String... dependencies) {
        try {
            return new StackArtifact(
                    region.equals("eu-west-1") ? name : name + "." + region,
                    new Template(name, region, JSON.readTree(template.replace('\'', '"')), Map.of()),
                    List.of(dependencies),
                    false);
        } catch (IOException e) {
            throw new AssertionError(template, e);
        }
    }

    public static StackArtifact withTerminationProtection(StackArtifact stack) {
        return new StackArtifact(stack.id(), stack.template(), stack.dependencies(), true);
    }

    /** A template of resources and outputs, each {@code 'Id': {...}}. */
    public static String template(String[] resources, String outputs) {
        return "{'Resources': {%s}, 'Outputs': {%s}}".formatted(String.join(",", resources), outputs);
    }

    /** A resource with properties, {@code 'Name': 'x'}. */
    public static String resource(String id, String type, String properties) {
        return "'%s': {'Type': '%s', 'Properties': {%s}}".formatted(id, type, properties);
    }

    /** A resource with the same policy for deletion and replacement. */
    public static String resource(String id, String type, String properties, String policy) {
        return "'%s': {'Type': '%s', 'DeletionPolicy': '%s', 'UpdateReplacePolicy': '%s', 'Properties': {%s}}"
                .formatted(id, type, policy, policy.equals("RetainExceptOnCreate") ? "Retain" : policy, properties);
    }

    public static String stream(String id, String properties) {
        return resource(id, "AWS::Kinesis::Stream", properties);
    }

    /** An output that exports the name of a resource as {@code <id>}. */
    public static String export(String resource) {
        return "'%sOutput': {'Value': {'Ref': '%s'}, 'Export': {'Name': '%s'}}".formatted(resource, resource, resource);
    }

    /** A resource whose property imports an export. */
    public static String importing(String id, String export) {
        return resource(id, "AWS::Lambda::Function", "'Description': {'Fn::ImportValue': '%s'}".formatted(export));
    }
}
