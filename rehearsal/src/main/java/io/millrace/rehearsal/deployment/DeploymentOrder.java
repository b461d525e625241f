package io.millrace.rehearsal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.StackArtifact;
import io.millrace.assembly.template.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which stacks or resources are deployed: each after those that it depends on, otherwise as they are listed. */
final class DeploymentOrder {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!.}]+)[.}]");

    private DeploymentOrder() {}

    /** The order of the CDK CLI. */
    static List<StackArtifact> ofStacks(List<StackArtifact> stacks) {
        Map<String, StackArtifact> byId = new LinkedHashMap<>();
        stacks.forEach(stack -> byId.put(stack.id(), stack));
        Map<String, Collection<String>> dependencies = new LinkedHashMap<>();
        byId.forEach((id, stack) -> dependencies.put(id, stack.dependencies()));
        return sorted(dependencies)
                .orElseThrow(() ->
                        new IllegalArgumentException("stacks must not depend on each other, got " + byId.keySet()))
                .stream()
                .map(id -> Objects.requireNonNull(byId.get(id)))
                .toList();
    }

    /** Logical ids in CloudFormation's order, or empty when resources depend on each other. */
    static Optional<List<String>> ofResources(Template template) {
        Map<String, Collection<String>> dependencies = new LinkedHashMap<>();
        template.logicalIds().forEach(id -> dependencies.put(id, dependencies(template.resource(id))));
        return sorted(dependencies);
    }

    private static Set<String> dependencies(JsonNode resource) {
        Set<String> found = new TreeSet<>();
        JsonNode dependsOn = resource.path("DependsOn");
        if (dependsOn.isTextual()) {
            found.add(dependsOn.textValue());
        }
        dependsOn.forEach(id -> found.add(id.asText()));
        collectReferences(resource.path("Properties"), found);
        return found;
    }

    private static void collectReferences(JsonNode value, Set<String> found) {
        if (value.path("Ref").isTextual()) {
            found.add(value.path("Ref").textValue());
        }
        JsonNode attribute = value.path("Fn::GetAtt");
        if (!attribute.isMissingNode()) {
            found.add(
                    attribute.isArray()
                            ? attribute.path(0).asText()
                            : attribute.asText().split("\\.", 2)[0]);
        }
        JsonNode substitution = value.path("Fn::Sub");
        if (!substitution.isMissingNode()) {
            Matcher placeholder = PLACEHOLDER.matcher(
                    substitution.isArray() ? substitution.path(0).asText() : substitution.asText());
            while (placeholder.find()) {
                found.add(placeholder.group(1));
            }
        }
        value.forEach(child -> collectReferences(child, found));
    }

    /** Sorts topologically. Dependencies that are not listed are left out. */
    private static Optional<List<String>> sorted(Map<String, Collection<String>> dependencies) {
        List<String> sorted = new ArrayList<>();
        Set<String> waiting = new LinkedHashSet<>(dependencies.keySet());
        while (!waiting.isEmpty()) {
            Optional<String> next = waiting.stream()
                    .filter(id ->
                            dependencies.getOrDefault(id, List.of()).stream().noneMatch(waiting::contains))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            sorted.add(next.get());
            waiting.remove(next.get());
        }
        return Optional.of(sorted);
    }
}
