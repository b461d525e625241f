package io.millrace.constructs.testing;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;

/**
 * A stack's synthesised template. A look-up that finds nothing throws, so that no test passes because there is nothing to
 * check.
 */
public final class SynthesisedStack {
    private final JsonNode template;

    private SynthesisedStack(JsonNode template) {
        this.template = template;
    }

    /** Synthesises the app or stage that the stack is in, once, and reads the stack's template. */
    public static SynthesisedStack of(Stack stack) {
        Path assembly = Path.of(Stage.of(stack).synth().getDirectory());
        try {
            return new SynthesisedStack(new ObjectMapper()
                    .readTree(assembly.resolve(stack.getTemplateFile()).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every resource's type. */
    public Set<String> types() {
        return stream(template.get("Resources"))
                .map(resource -> resource.get("Type").asText())
                .collect(toCollection(TreeSet::new));
    }

    /** The resources of a type, by logical id. */
    public Map<String, JsonNode> all(String type) {
        Map<String, JsonNode> found = new TreeMap<>();
        template.get("Resources").properties().forEach(resource -> {
            if (resource.getValue().get("Type").asText().equals(type)) {
                found.put(resource.getKey(), resource.getValue());
            }
        });
        if (found.isEmpty()) {
            throw new NoSuchElementException("no " + type + " among " + types());
        }
        return found;
    }

    /** The one resource of a type. */
    public JsonNode only(String type) {
        Map<String, JsonNode> found = all(type);
        if (found.size() > 1) {
            throw new NoSuchElementException("more than one " + type + ": " + found.keySet());
        }
        return found.values().iterator().next();
    }

    /** Properties of the one resource of a type. */
    public JsonNode properties(String type) {
        return only(type).get("Properties");
    }

    /** The resource with a logical id. */
    public JsonNode resource(String logicalId) {
        return required(template.get("Resources").get(logicalId), logicalId);
    }

    /** Outputs by name. */
    public Map<String, JsonNode> outputs() {
        Map<String, JsonNode> outputs = new TreeMap<>();
        required(template.get("Outputs"), "Outputs")
                .properties()
                .forEach(output -> outputs.put(output.getKey(), output.getValue()));
        return outputs;
    }

    /** Parameters by name. */
    public Map<String, JsonNode> parameters() {
        Map<String, JsonNode> parameters = new TreeMap<>();
        required(template.get("Parameters"), "Parameters")
                .properties()
                .forEach(parameter -> parameters.put(parameter.getKey(), parameter.getValue()));
        return parameters;
    }

    /** All values of a key, at any depth. */
    public List<JsonNode> findAll(String key) {
        List<JsonNode> found = template.findValues(key);
        if (found.isEmpty()) {
            throw new NoSuchElementException("no " + key);
        }
        return found;
    }

    /** The statements of a role's policies. */
    public List<JsonNode> statements(String roleId) {
        List<JsonNode> statements = new ArrayList<>();
        all("AWS::IAM::Policy").values().stream()
                .map(policy -> policy.get("Properties"))
                .filter(policy -> stream(policy.get("Roles"))
                        .anyMatch(role -> role.path("Ref").asText().equals(roleId)))
                .flatMap(policy -> stream(policy.get("PolicyDocument").get("Statement")))
                .forEach(statements::add);
        if (statements.isEmpty()) {
            throw new NoSuchElementException("no statement for role " + roleId);
        }
        return statements;
    }

    /** Every action that a role's policies allow on anything. */
    public Set<String> actionsAllowed(String roleId) {
        return actionsAllowedOn("", roleId);
    }

    /** The actions that a role's policies allow on resources whose ARN, as JSON, contains a text. */
    public Set<String> actionsAllowedOn(String resource, String roleId) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : statements(roleId)) {
            boolean allowed = statement.get("Effect").asText().equals("Allow")
                    && list(statement.get("Resource"))
                            .anyMatch(arn -> arn.toString().contains(resource));
            if (allowed) {
                list(statement.get("Action")).map(JsonNode::asText).forEach(actions::add);
            }
        }
        if (actions.isEmpty()) {
            throw new NoSuchElementException("role " + roleId + " may do nothing on " + resource);
        }
        return actions;
    }

    /** The only logical id of a type that starts with a text; CDK appends a hash of the path. */
    public String idOf(String type, String start) {
        List<String> ids =
                all(type).keySet().stream().filter(id -> id.startsWith(start)).toList();
        if (ids.size() != 1) {
            throw new NoSuchElementException("not one " + type + " whose id starts with " + start + ": " + ids);
        }
        return ids.get(0);
    }

    /** The elements of a list, or the single value given instead of a list. */
    public static Stream<JsonNode> list(JsonNode node) {
        return node.isArray() ? stream(node) : Stream.of(node);
    }

    @Override
    public String toString() {
        return template.toPrettyString();
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static JsonNode required(JsonNode found, String name) {
        if (found == null) {
            throw new NoSuchElementException("no " + name);
        }
        return found;
    }
}
