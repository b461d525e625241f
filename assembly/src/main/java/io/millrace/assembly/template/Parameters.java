package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.ExternalValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of a template's parameters, checked as CloudFormation checks them ("Parameters" of its user guide). */
final class Parameters {
    private static final String IN_SSM = "AWS::SSM::Parameter::Value<";
    private static final List<String> CONSTRAINTS =
            List.of("AllowedValues", "AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue");

    private Parameters() {}

    static JsonNode value(String name, Evaluator evaluator, TemplatePath at) {
        JsonNode declared = evaluator.template().root().path("Parameters").path(name);
        String type = declared.path("Type").asText("String");
        Optional<String> given = given(name, evaluator);
        given.ifPresent(text -> check(text, type, new ParameterConstraints(declared, at(name, evaluator))));
        String text =
                given.orElseGet(() -> evaluator.external(new ExternalValue(Kind.PARAMETER, name, at), value -> value));
        if (!type.startsWith(IN_SSM)) {
            return typed(text, type);
        }
        String inSsm = type.substring(IN_SSM.length(), type.length() - 1);
        return given.isEmpty()
                ? typed(text, inSsm) // the value itself stands for the unknown name of its parameter
                : typed(evaluator.external(new ExternalValue(Kind.SSM, text, at), value -> value), inSsm);
    }

    private static JsonNode typed(String text, String type) {
        if (!isList(type)) {
            return Json.text(text);
        }
        return text.isEmpty() ? Json.strings() : Json.strings(text.strip().split("\\s*,\\s*", -1));
    }

    /**
     * Checks a parameter whether or not anything refers to it, as CloudFormation does.
     *
     * @throws TemplateException when its value breaks a rule of its declaration
     */
    static void check(String name, Evaluator evaluator) {
        JsonNode declared = evaluator.template().root().path("Parameters").path(name);
        String type = declared.path("Type").asText("String");
        if (type.contains("Number") || CONSTRAINTS.stream().anyMatch(declared::has)) {
            given(name, evaluator)
                    .ifPresent(text -> check(text, type, new ParameterConstraints(declared, at(name, evaluator))));
        }
    }

    /** The value as a message may have it. */
    static String shown(String name, Evaluator evaluator, TemplatePath at) {
        JsonNode value = value(name, evaluator, at);
        JsonNode declared = evaluator.template().root().path("Parameters").path(name);
        return new ParameterConstraints(declared, at).shown(value.isTextual() ? value.textValue() : value.toString());
    }

    private static Optional<String> given(String name, Evaluator evaluator) {
        Template template = evaluator.template();
        JsonNode declared = template.root().path("Parameters").path(name);
        return evaluator
                .values()
                .parameter(name)
                .or(() -> Optional.ofNullable(template.parameters().get(name)))
                .or(() -> Optional.ofNullable(declared.path("Default").asText(null)));
    }

    private static TemplatePath at(String name, Evaluator evaluator) {
        return evaluator.template().path().child("Parameters").child(name);
    }

    /** Of a parameter that names one of Systems Manager, the name is checked; of a list, each element. */
    private static void check(String text, String type, ParameterConstraints constraints) {
        List<String> elements = new ArrayList<>();
        typed(text, type).forEach(element -> elements.add(element.asText()));
        if (!isList(type)) {
            elements.add(text);
        }
        boolean number = type.contains("Number") && !type.startsWith(IN_SSM);
        elements.forEach(element -> constraints.check(element, number));
    }

    private static boolean isList(String type) {
        return type.equals("CommaDelimitedList") || type.startsWith("List<");
    }
}
