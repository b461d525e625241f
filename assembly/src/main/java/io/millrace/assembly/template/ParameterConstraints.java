package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The rules of a parameter's declaration.
 *
 * @param at where the declaration is
 */
record ParameterConstraints(JsonNode declared, TemplatePath at) {
    /** @throws TemplateException when a value breaks one of them */
    void check(String value, boolean number) {
        List<String> allowed = new ArrayList<>();
        declared.path("AllowedValues").forEach(one -> allowed.add(one.asText()));
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw error("one of " + String.join(", ", allowed), value);
        }
        if (declared.has("AllowedPattern") && !pattern().matcher(value).matches()) {
            throw error("text that matches " + pattern(), value);
        }
        int length = value.length();
        if (length < declared.path("MinLength").asInt(0)
                || length > declared.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw error(
                    "text of %s to %s characters"
                            .formatted(
                                    declared.path("MinLength").asText("0"),
                                    declared.path("MaxLength").asText("any number of")),
                    value);
        }
        if (number) {
            checkNumber(value);
        }
    }

    /** A value as a message may have it: one that its declaration hides is not shown. */
    String shown(String value) {
        return declared.path("NoEcho").asBoolean() ? "****" : value;
    }

    private void checkNumber(String value) {
        BigDecimal number = number(value);
        if (declared.has("MinValue") && number.compareTo(bound("MinValue")) < 0) {
            throw error("at least " + declared.path("MinValue").asText(), value);
        }
        if (declared.has("MaxValue") && number.compareTo(bound("MaxValue")) > 0) {
            throw error("at most " + declared.path("MaxValue").asText(), value);
        }
    }

    private BigDecimal number(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw error("a number", value);
        }
    }

    private BigDecimal bound(String name) {
        try {
            return new BigDecimal(declared.path(name).asText());
        } catch (NumberFormatException e) {
            throw at.child(name)
                    .error("must be a number, got '%s'"
                            .formatted(declared.path(name).asText()));
        }
    }

    private Pattern pattern() {
        String text = declared.path("AllowedPattern").asText();
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw at.child("AllowedPattern").error("must be a regular expression, got '%s'".formatted(text));
        }
    }

    private TemplateException error(String rule, String value) {
        String description = declared.path("ConstraintDescription").asText();
        return at.error("must be %s, got '%s'%s"
                .formatted(rule, shown(value), description.isEmpty() ? "" : "; " + description));
    }
}
