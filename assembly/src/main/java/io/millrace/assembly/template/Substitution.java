package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Fn::Sub}: replaces {@code ${Name}}, {@code ${Resource.Attribute}} and {@code ${!Literal}} in a string. */
final class Substitution {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private Substitution() {}

    static JsonNode apply(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        if (argument.isTextual()) {
            return evaluator.text(substitute(argument.textValue(), MissingNode.getInstance(), evaluator, at), at);
        }
        if (!argument.isArray() || argument.size() != 2 || !argument.get(1).isObject()) {
            throw at.error("must be a string, or a list of a string and an object, got %s".formatted(argument));
        }
        return evaluator.text(substitute(argument.get(0).asText(), argument.get(1), evaluator, at), at);
    }

    private static String substitute(String text, JsonNode variables, Evaluator evaluator, TemplatePath at) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group(1), variables, evaluator, at);
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    private static String value(String name, JsonNode variables, Evaluator evaluator, TemplatePath at) {
        if (name.startsWith("!")) {
            return "${" + name.substring(1) + "}";
        }
        if (variables.has(name)) {
            return evaluator.scalar(variables.path(name), at.child(1).child(name));
        }
        JsonNode value =
                name.contains(".") ? References.attribute(name, evaluator, at) : References.ref(name, evaluator, at);
        if (!value.isValueNode()) {
            throw at.error("'${%s}' must be a string, got %s".formatted(name, Evaluator.describe(value)));
        }
        return value.asText();
    }
}
