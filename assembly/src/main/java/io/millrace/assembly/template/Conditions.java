package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The condition functions: {@code Fn::Equals}, {@code Fn::And}, {@code Fn::Or}, {@code Fn::Not}, {@code Condition}. */
final class Conditions {
    /** A further function that holds or does not. */
    interface Function {
        boolean holds(JsonNode argument, Evaluator evaluator, TemplatePath at);
    }

    private static final Map<String, Function> IN_CONDITIONS =
            Map.of("Condition", (argument, evaluator, at) -> evaluator.condition(argument.asText(), at));

    private final Evaluator evaluator;
    private final Map<String, Function> more;

    /** @param more the functions that there are beside {@code Fn::Equals}, {@code Fn::And}, {@code Fn::Or} and {@code Fn::Not} */
    Conditions(Evaluator evaluator, Map<String, Function> more) {
        this.evaluator = evaluator;
        this.more = more;
    }

    /** Whether a condition of the section {@code Conditions} holds. */
    static boolean holds(JsonNode condition, Evaluator evaluator, TemplatePath at) {
        return new Conditions(evaluator, IN_CONDITIONS).holds(condition, at);
    }

    boolean holds(JsonNode condition, TemplatePath at) {
        if (!condition.isObject() || condition.size() != 1) {
            throw at.error("must be one condition function, got %s".formatted(condition));
        }
        String name = condition.fieldNames().next();
        JsonNode argument = condition.path(name);
        TemplatePath inside = at.child(name);
        return switch (name) {
            case "Fn::Equals" -> equal(argument, inside);
            case "Fn::And" -> all(argument, true, inside);
            case "Fn::Or" -> !all(argument, false, inside);
            case "Fn::Not" -> !holds(only(argument, inside), inside.child(0));
            default -> {
                Function function = more.get(name);
                if (function == null) {
                    TreeSet<String> names = new TreeSet<>(more.keySet());
                    names.addAll(List.of("Fn::And", "Fn::Equals", "Fn::Not", "Fn::Or"));
                    throw at.error("'%s' is not a condition function; there are: %s"
                            .formatted(name, String.join(", ", names)));
                }
                yield function.holds(argument, evaluator, inside);
            }
        };
    }

    private boolean equal(JsonNode argument, TemplatePath at) {
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
    private boolean all(JsonNode argument, boolean wanted, TemplatePath at) {
        if (!argument.isArray() || argument.size() < 2 || argument.size() > 10) {
            throw at.error("must be a list of 2 to 10 conditions, got %s".formatted(argument));
        }
        for (int i = 0; i < argument.size(); i++) {
            if (holds(argument.get(i), at.child(i)) != wanted) {
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
