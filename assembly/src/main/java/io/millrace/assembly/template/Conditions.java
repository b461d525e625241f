package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;

/** The condition functions: {@code Fn::Equals}, {@code Fn::And}, {@code Fn::Or}, {@code Fn::Not}, {@code Condition}. */
final class Conditions {
    private Conditions() {}

    static boolean holds(JsonNode condition, Evaluator evaluator, TemplatePath at) {
        if (!condition.isObject() || condition.size() != 1) {
            throw at.error("must be one condition function, got %s".formatted(condition));
        }
        String name = condition.fieldNames().next();
        JsonNode argument = condition.path(name);
        TemplatePath inside = at.child(name);
        return switch (name) {
            case "Condition" -> evaluator.condition(argument.asText(), inside);
            case "Fn::Equals" -> equal(argument, evaluator, inside);
            case "Fn::And" -> all(argument, true, evaluator, inside);
            case "Fn::Or" -> !all(argument, false, evaluator, inside);
            case "Fn::Not" -> !holds(only(argument, inside), evaluator, inside.child(0));
            default ->
                throw at.error(
                        "'%s' is not a condition function; there are: Condition, Fn::And, Fn::Equals, Fn::Not, Fn::Or"
                                .formatted(name));
        };
    }

    private static boolean equal(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        if (!argument.isArray() || argument.size() != 2) {
            throw at.error("must be a list of two values, got %s".formatted(argument));
        }
        return comparable(evaluator.resolve(argument.get(0), at.child(0)), at.child(0))
                .equals(comparable(evaluator.resolve(argument.get(1), at.child(1)), at.child(1)));
    }

    /** Scalars are equal when their texts are, lists and objects when they are the same JSON. */
    private static Object comparable(JsonNode value, TemplatePath at) {
        if (value.isMissingNode() || value.isNull()) {
            throw at.error("must be a value, got %s".formatted(Evaluator.describe(value)));
        }
        return value.isValueNode() ? value.asText() : value;
    }

    /** Whether every one of the conditions is the wanted value; the first that is not decides. */
    private static boolean all(JsonNode argument, boolean wanted, Evaluator evaluator, TemplatePath at) {
        if (!argument.isArray() || argument.size() < 2 || argument.size() > 10) {
            throw at.error("must be a list of 2 to 10 conditions, got %s".formatted(argument));
        }
        for (int i = 0; i < argument.size(); i++) {
            if (holds(argument.get(i), evaluator, at.child(i)) != wanted) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode only(JsonNode argument, TemplatePath at) {
        if (!argument.isArray() || argument.size() != 1) {
            throw at.error("must be a list of one condition, got %s".formatted(argument));
        }
        return argument.get(0);
    }
}
