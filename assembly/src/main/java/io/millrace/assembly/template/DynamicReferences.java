package io.millrace.assembly.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.template.ExternalValue.Kind;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dynamic references: {@code {{resolve:ssm:...}}}, {@code {{resolve:ssm-secure:...}}}, {@code {{resolve:secretsmanager:...}}}. */
final class DynamicReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^:}]+):([^}]*)}}");
    private static final Pattern SSM = Pattern.compile("(.+?)(?::[0-9]+)?");
    /** The id of a secret, whose ARN has seven parts, and perhaps {@code SecretString}, a key, a stage and a version. */
    private static final Pattern SECRET =
            Pattern.compile("(arn:[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:[^:]+|[^:]+)(?::([^:]*))?(?::([^:]*))?(?::.*)?");

    private static final JsonMapper JSON = new JsonMapper();

    private DynamicReferences() {}

    static boolean isIn(String text) {
        return text.contains("{{resolve:");
    }

    /** The text with the values of the references in it. */
    static String resolve(String text, Evaluator evaluator, TemplatePath at) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String value =
                    switch (matcher.group(1)) {
                        case "ssm", "ssm-secure" -> parameter(matcher.group(2), evaluator, at);
                        case "secretsmanager" -> secret(matcher.group(2), evaluator, at);
                        default ->
                            throw at.error(
                                    "'%s' must be a reference to ssm, ssm-secure or secretsmanager".formatted(text));
                    };
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    private static String parameter(String reference, Evaluator evaluator, TemplatePath at) {
        Matcher matcher = SSM.matcher(reference);
        if (!matcher.matches()) {
            throw at.error("a reference to ssm must have the name of a parameter");
        }
        return evaluator.external(new ExternalValue(Kind.SSM, matcher.group(1), at), value -> value);
    }

    private static String secret(String reference, Evaluator evaluator, TemplatePath at) {
        Matcher matcher = SECRET.matcher(reference);
        if (!matcher.matches()) {
            throw at.error("a reference to secretsmanager must have the id of a secret");
        }
        String id = matcher.group(1);
        String key = Objects.requireNonNullElse(matcher.group(3), "");
        return evaluator.external(
                new ExternalValue(Kind.SECRET, id, at),
                secret -> key.isEmpty()
                        ? secret
                        : field(secret, key, SecretId.of(id).name(), at));
    }

    /** The message names the key alone, never the secret. */
    private static String field(String secret, String key, String name, TemplatePath at) {
        try {
            JsonNode value = JSON.readTree(secret).path(key);
            if (!value.isMissingNode()) {
                return value.asText();
            }
        } catch (JsonProcessingException e) {
            // the next line covers it
        }
        throw at.error("secret '%s' must be a JSON object with the key '%s'".formatted(name, key));
    }
}
