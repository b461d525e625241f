package io.millrace.infra;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Says in one line each what a stack's policies allow with a {@code *}. */
final class PolicyStatements {
    private PolicyStatements() {}

    /** Every action that some policy of the stack allows, those of trust policies included. */
    static Set<String> actions(SynthesisedStack stack) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode statements : stack.findAll("Statement")) {
            for (JsonNode statement : statements) {
                if (statement.get("Effect").asText().equals("Allow")) {
                    SynthesisedStack.list(statement.get("Action"))
                            .map(JsonNode::asText)
                            .forEach(actions::add);
                }
            }
        }
        return actions;
    }

    /** {@code action on resource}, for each action and resource of which one has a {@code *}. */
    static Set<String> wildcards(SynthesisedStack stack) {
        Set<String> lines = new TreeSet<>();
        for (JsonNode statements : stack.findAll("Statement")) {
            for (JsonNode statement : statements) {
                if (statement.get("Effect").asText().equals("Allow") && statement.has("Resource")) {
                    add(lines, statement);
                }
            }
        }
        return lines;
    }

    private static void add(Set<String> lines, JsonNode statement) {
        SynthesisedStack.list(statement.get("Action")).map(JsonNode::asText).forEach(action -> SynthesisedStack.list(
                        statement.get("Resource"))
                .map(PolicyStatements::text)
                .filter(resource -> action.contains("*") || resource.contains("*"))
                .forEach(resource -> lines.add(action + " on " + resource)));
    }

    /** A value as text: references as {@code ${id}}, without the hash that ends an id. */
    private static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Fn::Join")) {
            return StreamSupport.stream(value.at("/Fn::Join/1").spliterator(), false)
                    .map(PolicyStatements::text)
                    .collect(joining());
        }
        if (value.has("Fn::Sub")) {
            return value.get("Fn::Sub").asText();
        }
        if (value.has("Fn::ImportValue")) {
            return "${" + withoutHash(value.get("Fn::ImportValue").asText()) + "}";
        }
        if (value.has("Fn::GetAtt")) {
            return "${" + withoutHash(value.at("/Fn::GetAtt/0").asText()) + "}";
        }
        if (value.has("Ref")) {
            return "${" + withoutHash(value.get("Ref").asText()) + "}";
        }
        throw new AssertionError("not a text: " + value);
    }

    private static String withoutHash(String id) {
        return id.replaceAll("[0-9A-F]{8}.*", "");
    }
}
