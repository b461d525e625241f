package io.millrace.assembly.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The intrinsic functions, by name. */
final class Intrinsics {
    private interface Function {
        JsonNode apply(JsonNode argument, Evaluator evaluator, TemplatePath at);
    }

    private static final Map<String, Function> FUNCTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("Ref", (argument, evaluator, at) -> References.ref(argument.asText(), evaluator, at)),
            Map.entry("Fn::GetAtt", References::attribute),
            Map.entry("Fn::ImportValue", References::imported),
            Map.entry("Fn::GetStackOutput", References::stackOutput),
            Map.entry("Fn::Sub", Substitution::apply),
            Map.entry("Fn::Join", Intrinsics::join),
            Map.entry("Fn::Split", Intrinsics::split),
            Map.entry("Fn::Select", Intrinsics::select),
            Map.entry("Fn::If", Intrinsics::choose),
            Map.entry("Fn::FindInMap", Intrinsics::findInMap),
            Map.entry("Fn::Base64", Intrinsics::base64),
            Map.entry("Fn::GetAZs", Intrinsics::availabilityZones),
            Map.entry("Fn::Cidr", Cidr::apply),
            Map.entry("Fn::Length", Intrinsics::length),
            Map.entry("Fn::ToJsonString", Intrinsics::toJsonString)));

    private Intrinsics() {}

    static JsonNode call(String name, JsonNode argument, Evaluator evaluator, TemplatePath at) {
        Function function = FUNCTIONS.get(name);
        if (function == null) {
            throw at.error("intrinsic function %s is not supported here; there are: %s"
                    .formatted(name, String.join(", ", FUNCTIONS.keySet())));
        }
        return function.apply(argument, evaluator, at);
    }

    private static JsonNode join(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        requireElements(argument, 2, "a delimiter and a list", at);
        List<String> parts = new ArrayList<>();
        for (JsonNode part : evaluator.list(argument.get(1), at.child(1))) {
            parts.add(evaluator.scalar(part, at.child(1)));
        }
        return evaluator.text(String.join(delimiter(argument, at), parts), at);
    }

    /** CloudFormation takes no function here. */
    private static String delimiter(JsonNode argument, TemplatePath at) {
        if (!argument.get(0).isValueNode()) {
            throw at.child(0).error("must be a string and not a function, got %s".formatted(argument.get(0)));
        }
        return argument.get(0).asText();
    }

    private static JsonNode split(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        requireElements(argument, 2, "a delimiter and a string", at);
        String text = evaluator.scalar(argument.get(1), at.child(1));
        String delimiter = delimiter(argument, at);
        if (delimiter.isEmpty()) {
            throw at.child(0).error("must not be empty");
        }
        return Json.strings(Pattern.compile(delimiter, Pattern.LITERAL).split(text, -1));
    }

    private static JsonNode select(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        requireElements(argument, 2, "an index and a list", at);
        String index = evaluator.scalar(argument.get(0), at.child(0));
        List<JsonNode> list = evaluator.list(argument.get(1), at.child(1));
        if (!index.matches("[0-9]{1,9}") || Integer.parseInt(index) >= list.size()) {
            throw at.error("index must be between 0 and %d, got '%s'".formatted(list.size() - 1, index));
        }
        return list.get(Integer.parseInt(index));
    }

    /** Resolves only the chosen branch: the other one may have no value here. */
    private static JsonNode choose(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        requireElements(argument, 3, "a condition's name and two values", at);
        int branch = evaluator.condition(argument.get(0).asText(), at.child(0)) ? 1 : 2;
        return evaluator.resolve(argument.get(branch), at.child(branch));
    }

    private static JsonNode findInMap(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        boolean hasDefault = argument.size() == 4 && argument.get(3).has("DefaultValue");
        if (hasDefault) {
            evaluator.requireLanguageExtensions("DefaultValue", at.child(3));
        } else {
            requireElements(argument, 3, "a map's name and two keys", at);
        }
        JsonNode found = evaluator.template().root().path("Mappings");
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String key = evaluator.scalar(argument.get(i), at.child(i));
            keys.add(key);
            found = found.path(key);
        }
        if (found.isMissingNode() && hasDefault) {
            TemplatePath inside = at.child(3).child("DefaultValue");
            return evaluator.resolve(argument.get(3).path("DefaultValue"), inside);
        }
        if (found.isMissingNode()) {
            throw at.error(
                    "the template's mappings have no %s".formatted(keys.stream().collect(joining("'.'", "'", "'"))));
        }
        return found;
    }

    private static JsonNode length(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        evaluator.requireLanguageExtensions("Fn::Length", at);
        return JsonNodeFactory.instance.numberNode(evaluator.list(argument, at).size());
    }

    private static JsonNode toJsonString(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        evaluator.requireLanguageExtensions("Fn::ToJsonString", at);
        JsonNode value = evaluator.resolve(argument, at);
        if (!value.isContainerNode()) {
            throw at.error("must be an object or a list, got %s".formatted(Evaluator.describe(value)));
        }
        return Json.text(value.toString());
    }

    private static JsonNode base64(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        return Json.text(Base64.getEncoder()
                .encodeToString(evaluator.scalar(argument, at).getBytes(UTF_8)));
    }

    /** Three zones, as most regions have; only AWS knows which ones an account can use. */
    private static JsonNode availabilityZones(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        String given = evaluator.scalar(argument, at);
        String region = given.isEmpty() ? evaluator.template().region() : given;
        return Json.strings(region + "a", region + "b", region + "c");
    }

    private static void requireElements(JsonNode argument, int size, String what, TemplatePath at) {
        if (!argument.isArray() || argument.size() != size) {
            throw at.error("must be a list of %s, got %s".formatted(what, argument));
        }
    }
}
