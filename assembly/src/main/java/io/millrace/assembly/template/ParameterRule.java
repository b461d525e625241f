package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An assertion of a template's section {@code Rules}, which CloudFormation checks before it creates anything ("Rules" and "Rule
 * functions" of its user guide).
 *
 * @param rule the name of its rule
 * @param condition when the rule applies; always when empty
 * @param assertion what must hold then
 * @param description what the template says about a violation, or empty
 * @param at where the assertion is
 */
public record ParameterRule(
        String rule, Optional<JsonNode> condition, JsonNode assertion, String description, TemplatePath at) {
    /** The rule that the CDK adds: a stage here needs no bootstrap stack. */
    private static final String OF_BOOTSTRAP = "CheckBootstrapVersion";

    /** They return what is in the account. */
    private static final List<String> OF_THE_ACCOUNT = List.of("Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll");

    private static final Map<String, Conditions.Function> FUNCTIONS = Map.of(
            "Fn::Contains",
            (argument, evaluator, at) -> {
                requireTwo(argument, "a list and a string", at);
                return texts(argument, 0, evaluator, at).contains(evaluator.scalar(argument.get(1), at.child(1)));
            },
            "Fn::EachMemberEquals",
            (argument, evaluator, at) -> {
                requireTwo(argument, "a list and a string", at);
                String value = evaluator.scalar(argument.get(1), at.child(1));
                return texts(argument, 0, evaluator, at).stream().allMatch(value::equals);
            },
            "Fn::EachMemberIn",
            (argument, evaluator, at) -> {
                requireTwo(argument, "two lists", at);
                return texts(argument, 1, evaluator, at).containsAll(texts(argument, 0, evaluator, at));
            });

    /** The assertions of a template. */
    public static List<ParameterRule> of(Template template) {
        List<ParameterRule> rules = new ArrayList<>();
        template.root().path("Rules").properties().forEach(rule -> {
            TemplatePath at = template.path().child("Rules").child(rule.getKey());
            JsonNode assertions = rule.getValue().path("Assertions");
            for (int i = 0; i < assertions.size() && !rule.getKey().equals(OF_BOOTSTRAP); i++) {
                rules.add(new ParameterRule(
                        rule.getKey(),
                        Optional.ofNullable(rule.getValue().get("RuleCondition")),
                        assertions.path(i).path("Assert"),
                        assertions.path(i).path("AssertDescription").asText(),
                        at.child("Assertions").child(i)));
            }
        });
        return rules;
    }

    /** Whether only AWS can decide it, since it depends on what is in the account. */
    public boolean isOfTheAccount() {
        return Stream.concat(condition.stream(), Stream.of(assertion))
                .anyMatch(node -> OF_THE_ACCOUNT.stream().anyMatch(function -> node.findValue(function) != null));
    }

    /**
     * Checks it.
     *
     * @throws TemplateException when the rule applies and the assertion does not hold
     */
    public void check(Evaluator evaluator) {
        Conditions conditions = new Conditions(evaluator, FUNCTIONS);
        TemplatePath rule = evaluator.template().path().child("Rules").child(this.rule);
        boolean applies = condition.isEmpty() || conditions.holds(condition.get(), rule.child("RuleCondition"));
        if (applies && !conditions.holds(assertion, at.child("Assert"))) {
            List<String> values = new ArrayList<>();
            parameters(evaluator.template())
                    .forEach(name -> values.add("%s '%s'".formatted(name, Parameters.shown(name, evaluator, at))));
            throw at.error("must hold, got %s%s; --parameter gives other values"
                    .formatted(
                            values.isEmpty() ? "no parameter" : String.join(", ", values),
                            description.isEmpty() ? "" : ": " + description));
        }
    }

    /** The parameters that it depends on. */
    private Set<String> parameters(Template template) {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(condition.stream(), Stream.of(assertion)).forEach(node -> node.findValuesAsText("Ref").stream()
                .filter(template::hasParameter)
                .forEach(names::add));
        return names;
    }

    private static List<String> texts(JsonNode argument, int index, Evaluator evaluator, TemplatePath at) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : evaluator.list(argument.get(index), at.child(index))) {
            texts.add(evaluator.scalar(element, at.child(index)));
        }
        return texts;
    }

    private static void requireTwo(JsonNode argument, String what, TemplatePath at) {
        if (!argument.isArray() || argument.size() != 2) {
            throw at.error("must be a list of %s, got %s".formatted(what, argument));
        }
    }
}
