package io.millrace.rehearsal.schema;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A resource type.
 *
 * @param naming the properties that make up the physical name, if a template gives them all
 * @param replacing the properties whose change replaces the resource
 * @param sometimesReplacing the properties whose change may replace it
 * @param holdsState whether deleting a resource loses data
 */
public record ResourceSchema(
        String name,
        List<PropertyPath> naming,
        List<PropertyPath> replacing,
        List<PropertyPath> sometimesReplacing,
        boolean holdsState) {
    public ResourceSchema {
        requireNonNull(name, "name is null");
        naming = List.copyOf(naming);
        replacing = List.copyOf(replacing);
        sometimesReplacing = List.copyOf(sometimesReplacing);
    }

    /** Whether a function of the stack's owner creates, updates and deletes it. */
    public boolean isCustom() {
        return name.startsWith("Custom::") || name.equals("AWS::CloudFormation::CustomResource");
    }

    /** Whether it is a stack of its own. */
    public boolean isNestedStack() {
        return name.equals("AWS::CloudFormation::Stack");
    }

    /** Whether it holds what programs report, which is no state that a later version of them needs. */
    public boolean isLog() {
        return name.equals("AWS::Logs::LogGroup");
    }

    /** Whether its names are unique in the account or in the world rather than in a region. */
    public boolean isGlobal() {
        return name.startsWith("AWS::IAM::") || name.startsWith("AWS::Route53::") || name.equals("AWS::S3::Bucket");
    }

    /** The physical name that the properties give; empty when CloudFormation generates one. */
    public Optional<String> physicalName(JsonNode properties) {
        List<String> parts = new ArrayList<>();
        for (PropertyPath path : naming) {
            JsonNode part = path.in(properties);
            if (!part.isTextual()) {
                return Optional.empty();
            }
            parts.add(part.textValue());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("|", parts));
    }

    /** The first property that replaces the resource when its properties change so. */
    public Optional<String> replacedBy(JsonNode before, JsonNode after) {
        return changed(replacing, before, after);
    }

    /** The first property that may replace the resource when its properties change so. */
    public Optional<String> perhapsReplacedBy(JsonNode before, JsonNode after) {
        return changed(sometimesReplacing, before, after);
    }

    private static Optional<String> changed(List<PropertyPath> paths, JsonNode before, JsonNode after) {
        return paths.stream()
                .filter(path -> !path.in(before).equals(path.in(after)))
                .map(PropertyPath::toString)
                .findFirst();
    }
}
