package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.assembly.template.ExternalValue.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of a template's parameters, checked as CloudFormation checks them ("Parameters" of its user guide). */
final class Parameters {
    private static final String IN_SSM = "AWS::SSM::Parameter::Value<";

    private Parameters() {}

    static JsonNode value(String name, Evaluator evaluator, TemplatePath at) {
        Template template = evaluator.template();
        JsonNode declared = template.root().path("Parameters").path(name);
        String type = declared.path("Type").asText("String");
        Optional<String> given = evaluator
                .values()
                .parameter(name)
                .or(() -> Optional.ofNullable(template.parameters().get(name)))
                .or(() -> Optional.ofNullable(declared.path("Default").asText(null)));
        TemplatePath where = template.path().child("Parameters").child(name);
        given.ifPresent(text -> check(text, type, declared, where));
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

    private static void check(String text, String type, JsonNode declared, TemplatePath at) {
        List<String> elements = new ArrayList<>();
        typed(text, type).forEach(element -> elements.add(element.asText()));
        if (!isList(type)) {
            elements.add(text);
        }
        for (String value : elements) {
            check(value, type.contains("Number") && !type.startsWith(IN_SSM), declared, at);
        }
    }

    private static void check(String value, boolean number, JsonNode declared, TemplatePath at) {
        List<String> allowed = new ArrayList<>();
        declared.path("AllowedValues").forEach(one -> allowed.add(one.asText()));
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw at.error("must be one of %s, got '%s'".formatted(String.join(", ", allowed), value));
        }
        String pattern = declared.path("AllowedPattern").asText(".*");
        if (declared.has("AllowedPattern") && !value.matches(pattern)) {
            throw at.error("must match %s, got '%s'".formatted(pattern, value));
        }
        int length = value.length();
        if (length < declared.path("MinLength").asInt(0)
                || length > declared.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw at.error("must have %s to %s characters, got '%s'"
                    .formatted(
                            declared.path("MinLength").asText("0"),
                            declared.path("MaxLength").asText("any number of"),
                            value));
        }
        if (number) {
            checkNumber(value, declared, at);
        }
    }

    private static void checkNumber(String value, JsonNode declared, TemplatePath at) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw at.error("must be a number, got '%s'".formatted(value));
        }
        if (declared.has("MinValue")
                && number.compareTo(new BigDecimal(declared.path("MinValue").asText())) < 0) {
            throw at.error("must be at least %s, got '%s'"
                    .formatted(declared.path("MinValue").asText(), value));
        }
        if (declared.has("MaxValue")
                && number.compareTo(new BigDecimal(declared.path("MaxValue").asText())) > 0) {
            throw at.error("must be at most %s, got '%s'"
                    .formatted(declared.path("MaxValue").asText(), value));
        }
    }

    private static boolean isList(String type) {
        return type.equals("CommaDelimitedList") || type.startsWith("List<");
    }
}
