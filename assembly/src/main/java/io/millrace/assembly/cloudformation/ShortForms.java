package io.millrace.assembly.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contract.Nearest;
import java.util.Set;
import java.util.TreeSet;

/** The short forms of CloudFormation's functions in YAML, such as {@code !GetAtt} of {@code Fn::GetAtt}. */
final class ShortForms {
    /** CloudFormation User Guide, intrinsic functions and rule-specific functions. */
    private static final Set<String> FUNCTIONS = new TreeSet<>(Set.of(
            "And",
            "Base64",
            "Cidr",
            "Contains",
            "EachMemberEquals",
            "EachMemberIn",
            "Equals",
            "FindInMap",
            "GetAtt",
            "GetAZs",
            "GetStackOutput",
            "If",
            "ImportValue",
            "Join",
            "Length",
            "Not",
            "Or",
            "RefAll",
            "Select",
            "Split",
            "Sub",
            "ToJsonString",
            "Transform",
            "ValueOf",
            "ValueOfAll"));

    /** Those whose full name has no {@code Fn::}. */
    private static final Set<String> WITHOUT_PREFIX = new TreeSet<>(Set.of("Ref", "Condition"));

    private ShortForms() {}

    static boolean isKnown(String tag) {
        String name = tag.substring(1);
        return FUNCTIONS.contains(name) || WITHOUT_PREFIX.contains(name);
    }

    /** {@code ; did you mean '!Ref'?} or nothing. */
    static String nearest(String tag) {
        Set<String> tags = new TreeSet<>();
        FUNCTIONS.forEach(name -> tags.add("!" + name));
        WITHOUT_PREFIX.forEach(name -> tags.add("!" + name));
        return Nearest.hint(tag, tags.stream());
    }

    /** The call of a function as JSON has it. */
    static ObjectNode call(String tag, JsonNode argument) {
        String name = tag.substring(1);
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        return call.set(
                WITHOUT_PREFIX.contains(name) ? name : "Fn::" + name,
                name.equals("GetAtt") && argument.isTextual() ? resourceAndAttribute(argument.textValue()) : argument);
    }

    /** {@code Resource.Attribute} as a list of two; the attribute may have dots. */
    private static JsonNode resourceAndAttribute(String dotted) {
        int dot = dotted.indexOf('.');
        return dot < 0
                ? JsonNodeFactory.instance.textNode(dotted)
                : JsonNodeFactory.instance
                        .arrayNode()
                        .add(dotted.substring(0, dot))
                        .add(dotted.substring(dot + 1));
    }
}
