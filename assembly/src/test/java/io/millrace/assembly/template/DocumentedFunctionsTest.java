package io.millrace.assembly.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the CloudFormation user guide promises of its functions, by example and for all arguments. */
class DocumentedFunctionsTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES).build();
    private static final String TEMPLATE = """
            {
              'Transform': ['AWS::LanguageExtensions'],
              'Parameters': {
                'Subnets': {'Type': 'List<AWS::EC2::Subnet::Id>', 'Default': 'subnet-1, subnet-2,subnet-3'},
                'None': {'Type': 'CommaDelimitedList', 'Default': ''},
                'Stage': {'Type': 'String', 'Default': 'test'}
              },
              'Mappings': {'Sizes': {'test': {'shards': 2, 'zones': ['a', 'b']}}},
              'Conditions': {
                'IsTest': {'Fn::Equals': [{'Ref': 'Stage'}, 'test']},
                'IsOther': {'Fn::Not': [{'Condition': 'IsTest'}]},
                'Mixed': {'Fn::Or': [
                  {'Condition': 'IsOther'}, {'Fn::And': [{'Condition': 'IsTest'}, {'Fn::Equals': ['1', 1]}]}]}
              }
            }
            """;

    private final Evaluator evaluator =
            new Evaluator(new Template("shop", "eu-west-1", json(TEMPLATE), Map.of()), new NoValues());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Fn::Cidr': ['192.168.0.0/24', '6', '5']} | ['192.168.0.0/27','192.168.0.32/27','192.168.0.64/27',"
                        + "'192.168.0.96/27','192.168.0.128/27','192.168.0.160/27']",
                "{'Fn::Cidr': ['10.0.0.0/16', 2]} | ['10.0.0.0/24','10.0.1.0/24']",
                "{'Fn::Select': [1, {'Fn::Cidr': ['10.1.2.3/16', 2, 8]}]} | '10.1.1.0/24'",
                "{'Fn::Cidr': ['2001:db8:1234:1a00::/56', 2, 64]} | ['2001:db8:1234:1a00::/64','2001:db8:1234:1a01::/64']",
                "{'Fn::Length': [1, {'Ref': 'AWS::NoValue'}, 3]} | 2",
                "{'Fn::Length': {'Ref': 'Subnets'}} | 3",
                "{'Fn::Length': {'Ref': 'None'}} | 0",
                "{'Fn::Length': {'Fn::Split': ['/', 'a/b']}} | 2",
                "{'Fn::ToJsonString': {'k': 'v', 'n': 1, 'off': {'Ref': 'AWS::NoValue'}, 'r': {'Ref': 'Stage'}}} |"
                        + " '{\\\"k\\\":\\\"v\\\",\\\"n\\\":1,\\\"r\\\":\\\"test\\\"}'",
                "{'Fn::ToJsonString': [{'Ref': 'AWS::Region'}, true]} | '[\\\"eu-west-1\\\",true]'",
                "{'Fn::FindInMap': ['Sizes', 'prod', 'shards', {'DefaultValue': 4}]} | 4",
                "{'Fn::FindInMap': ['Sizes', {'Ref': 'Stage'}, 'shards', {'DefaultValue': 4}]} | 2",
                "{'Fn::FindInMap': ['Gone', 'x', 'y', {'DefaultValue': {'Ref': 'Stage'}}]} | 'test'",
                "{'Fn::FindInMap': ['Sizes', 'test', 'zones']} | ['a','b']",
                "{'Fn::If': ['IsTest', {'Fn::If': ['IsTest', 'both', 'x']}, 'y']} | 'both'",
                "{'Fn::Join': [':', ['a', 'b', 'c']]} | 'a:b:c'",
                "{'Fn::Select': ['1', ['apples', 'grapes', 'oranges']]} | 'grapes'",
                "{'Fn::Split': ['/', 'a//c/']} | ['a','','c','']",
                "{'Fn::Sub': ['www.${Domain}', {'Domain': {'Ref': 'Stage'}}]} | 'www.test'",
                "{'Ref': 'None'} | []",
                "{'Fn::Join': ['-', [1, true, 2.5, {'Ref': 'AWS::NoValue'}, 'z']]} | '1-true-2.5-z'",
                "{'Fn::Join': ['', []]} | ''",
                "{'Fn::Join': [',', {'Ref': 'Subnets'}]} | 'subnet-1,subnet-2,subnet-3'",
                "{'Fn::Join': ['', ['arn:', {'Ref': 'AWS::Partition'}, ':s3:::', {'Fn::Join': ['-', ['a', 'b']]}]]} |"
                        + " 'arn:aws:s3:::a-b'",
                "{'Fn::Split': [',', 'abc']} | ['abc']",
                "{'Fn::Split': [',', '']} | ['']",
                "{'Fn::Split': ['--', 'a-b--c']} | ['a-b','c']",
                "{'Fn::Split': ['.', 'a.b']} | ['a','b']",
                "{'Fn::Select': [{'Fn::Length': ['x']}, {'Ref': 'Subnets'}]} | 'subnet-2'",
                "{'Fn::Select': [0, [{'a': {'Ref': 'Stage'}}]]} | {'a':'test'}",
                "{'Fn::Select': [2, {'Fn::GetAZs': {'Ref': 'AWS::Region'}}]} | 'eu-west-1c'",
                "{'Fn::GetAZs': ''} | ['eu-west-1a','eu-west-1b','eu-west-1c']",
                "{'Fn::Sub': '${!a}${Stage}${!b.c}$d'} | '${a}test${b.c}$d'",
                "{'Fn::Sub': '$${Stage}'} | '$test'",
                "{'Fn::Sub': ['${x} ${n} ${b}', {'x': '${Stage}', 'n': 5, 'b': false}]} | '${Stage} 5 false'",
                "{'Fn::Sub': ['${Stage} ${a.b}', {'Stage': 'nearer', 'a.b': 'dotted'}]} | 'nearer dotted'",
                "{'Fn::FindInMap': ['Sizes', {'Fn::Select': [0, [{'Ref': 'Stage'}]]}, {'Fn::Join': ['', ['sha', 'rds']]}]} | 2",
                "{'Fn::FindInMap': ['Sizes', 'prod', 'zones', {'DefaultValue': ['c', {'Ref': 'AWS::NoValue'}]}]} | ['c']",
                "{'Fn::If': ['Mixed', {'Fn::If': ['IsOther', 1, {'Ref': 'Stage'}]}, 2]} | 'test'",
                "[1, {'Fn::If': ['IsTest', {'Ref': 'AWS::NoValue'}, 2]}] | [1]",
                "{'a': {'Fn::If': ['IsOther', 1, {'Ref': 'AWS::NoValue'}]}, 'b': {'c': {'Ref': 'AWS::NoValue'}}} | {'b':{}}",
                "{'Fn::Base64': {'Fn::Sub': '${Stage}'}} | 'dGVzdA=='",
                "{'Fn::ToJsonString': {'Fn::Split': [',', 'a,b']}} | '[\\\"a\\\",\\\"b\\\"]'"
            })
    void anExampleHasItsResult(String value, String expected) {
        assertThat(resolve(value)).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Fn::Cidr': ['10.0.0.0/24', 257]} | must be between 1 and 256, got '257'",
                "{'Fn::Cidr': ['10.0.0.0/24', 2, 8]} | 10.0.0.0/24 must have room for 2 blocks of 8 bits",
                "{'Fn::Cidr': ['10.0.0/24', 2, 4]} | must be a block such as 10.0.0.0/16, got '10.0.0/24'",
                "{'Fn::Cidr': ['10.0.0.0/33', 2, 4]} | must be a block such as 10.0.0.0/16, got '10.0.0.0/33'",
                "{'Fn::Cidr': ['10.0.0.0/24']} | must be a list of a block, a count",
                "{'Fn::Length': 'abc'} | must be a list, got \"abc\"",
                "{'Fn::ToJsonString': 'abc'} | must be an object or a list, got \"abc\"",
                "{'Fn::FindInMap': ['Sizes', 'prod', 'shards']} | the template's mappings have no 'Sizes'.'prod'.'shards'",
                "{'Fn::FindInMap': ['Sizes', 'prod', 'shards', 4]} | must be a list of a map's name and two keys",
                "{'Fn::Join': [{'Ref': 'Stage'}, ['a']]} | Fn::Join[0]: must be a string and not a function",
                "{'Fn::Split': [{'Ref': 'Stage'}, 'a']} | Fn::Split[0]: must be a string and not a function",
                "{'Fn::Split': ['', 'a']} | Fn::Split[0]: must not be empty",
                "{'Fn::Split': [',', {'Ref': 'Subnets'}]} | must be a string, got",
                "{'Fn::Select': [0, []]} | index must be between 0 and -1, got '0'",
                "{'Fn::Select': ['one', ['a']]} | index must be between 0 and 0, got 'one'",
                "{'Fn::Select': [0, 'abc']} | must be a list, got \"abc\"",
                "{'Fn::Sub': '${}'} | the template has no resource or parameter ''",
                "{'Fn::Sub': '${ Stage }'} | the template has no resource or parameter ' Stage '",
                "{'Fn::Sub': ['${x}', {'x': ['a']}]} | must be a string, got [\"a\"]",
                "{'Fn::Sub': ['${x}', {'x': {'Ref': 'AWS::NoValue'}}]} | must be a string, got AWS::NoValue",
                "{'Fn::Join': ['', ['a']], 'Other': 1} | Fn::Join must be alone in its object",
                "{'Fn::Transform': {'Name': 'Mine'}, 'Other': 1} | macro 'Mine' (AWS::CloudFormation::Macro) is a function that does"
                        + " not run here; run what it makes of the template: aws cloudformation get-template"
            })
    void aMistakeIsNamed(String value, String expected) {
        assertThatThrownBy(() -> resolve(value))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(expected);
    }

    @Property(tries = 200)
    void whatIsSplitJoinsAgain(@ForAll @Size(min = 1, max = 6) List<@AlphaChars @StringLength(max = 4) String> parts) {
        JsonNode joined = call("Fn::Join", Json.text("-"), Json.strings(parts.toArray(String[]::new)));

        assertThat(call("Fn::Split", Json.text("-"), joined)).isEqualTo(Json.strings(parts.toArray(String[]::new)));
        for (int i = 0; i < parts.size(); i++) {
            assertThat(call("Fn::Select", number(i), call("Fn::Split", Json.text("-"), joined)))
                    .isEqualTo(Json.text(parts.get(i)));
        }
    }

    @Property(tries = 200)
    void aTextWithoutPlaceholdersIsItsOwnSubstitution(@ForAll @AlphaChars @NumericChars String text) {
        assertThat(evaluator.resolve(object("Fn::Sub", Json.text(text)), at())).isEqualTo(Json.text(text));
        assertThat(evaluator.resolve(object("Fn::Sub", Json.text("${!" + text + "}")), at()))
                .isEqualTo(Json.text("${" + text + "}"));
    }

    @Property(tries = 200)
    void blocksAreConsecutiveAndInsideTheirOwn(
            @ForAll int network,
            @ForAll @IntRange(min = 1, max = 24) int prefix,
            @ForAll @IntRange(min = 1, max = 8) int bits,
            @ForAll @IntRange(min = 1, max = 40) int count)
            throws UnknownHostException {
        long available = 1L << (32 - prefix);
        if (available < (long) count << bits) {
            return; // refused, as an example shows
        }
        long first = Integer.toUnsignedLong(network) & -available;
        byte[] address = {(byte) (network >> 24), (byte) (network >> 16), (byte) (network >> 8), (byte) network};
        String block = InetAddress.getByAddress(address).getHostAddress() + "/" + prefix;

        List<Long> starts = new ArrayList<>();
        for (JsonNode cidr : call("Fn::Cidr", Json.text(block), number(count), number(bits))) {
            String[] parts = cidr.asText().split("/", -1);
            assertThat(Integer.parseInt(parts[1])).isEqualTo(32 - bits);
            starts.add(new BigInteger(1, InetAddress.getByName(parts[0]).getAddress()).longValue());
        }

        assertThat(starts).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(starts.get(i)).isEqualTo(first + ((long) i << bits));
        }
    }

    @Property(tries = 200)
    void valuesThatAreNotThereAreLeftOutWhereverTheyAre(@ForAll("trees") JsonNode tree) {
        JsonNode resolved = evaluator.resolve(tree, at());

        assertThat(resolved).isEqualTo(withoutNoValue(tree));
        if (resolved.isContainerNode()) {
            assertThat(evaluator.resolve(object("Fn::ToJsonString", tree), at()))
                    .isEqualTo(Json.text(resolved.toString()));
        }
    }

    @Property(tries = 200)
    void aSubstitutionIsAJoin(@ForAll @Size(min = 1, max = 5) List<@AlphaChars @StringLength(max = 4) String> parts) {
        StringBuilder text = new StringBuilder();
        ObjectNode variables = JSON.createObjectNode();
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? "" : "/").append("${v").append(i).append("}");
            variables.put("v" + i, parts.get(i));
        }

        assertThat(call("Fn::Sub", Json.text(text.toString()), variables))
                .isEqualTo(call("Fn::Join", Json.text("/"), Json.strings(parts.toArray(String[]::new))));
    }

    @Property(tries = 100)
    void aListHasTheLengthOfItsSplitText(
            @ForAll @Size(min = 1, max = 9) List<@AlphaChars @StringLength(max = 3) String> parts) {
        JsonNode split = object("Fn::Split", JSON.createArrayNode().add(",").add(String.join(",", parts)));

        assertThat(evaluator.resolve(object("Fn::Length", split), at())).isEqualTo(number(parts.size()));
    }

    @Property(tries = 100)
    void conditionsFollowBooleanAlgebra(@ForAll @Size(min = 2, max = 10) List<Boolean> operands) {
        ArrayNode same = JSON.createArrayNode();
        ArrayNode negated = JSON.createArrayNode();
        for (boolean operand : operands) {
            JsonNode holds = object("Fn::Equals", Json.strings("x", operand ? "x" : "y"));
            same.add(holds);
            negated.add(object("Fn::Not", JSON.createArrayNode().add(holds)));
        }

        assertThat(Conditions.holds(object("Fn::And", same), evaluator, at()))
                .isEqualTo(!operands.contains(false))
                .isNotEqualTo(Conditions.holds(object("Fn::Or", negated), evaluator, at()));
    }

    @Property(tries = 100)
    void aMapHasItsValuesAndElseTheDefault(
            @ForAll @Size(max = 4) Map<@AlphaChars @StringLength(min = 1, max = 2) String, Integer> values,
            @ForAll @AlphaChars @StringLength(min = 1, max = 2) String key) {
        ObjectNode template = (ObjectNode) json("{'Transform': 'AWS::LanguageExtensions'}");
        values.forEach(
                (name, value) -> template.withObject("/Mappings/M/" + name).put("size", value));
        Evaluator ofMap = new Evaluator(new Template("shop", "eu-west-1", template, Map.of()), new NoValues());

        JsonNode found = ofMap.resolve(
                json("{'Fn::FindInMap': ['M', '%s', 'size', {'DefaultValue': 'none'}]}".formatted(key)), at());

        assertThat(found.asText())
                .isEqualTo(values.containsKey(key) ? values.get(key).toString() : "none");
    }

    @Property(tries = 50)
    void loopsHaveABodyForEveryPair(
            @ForAll @Size(max = 4) @UniqueElements List<@AlphaChars @StringLength(min = 1, max = 3) String> outer,
            @ForAll @Size(max = 3) @UniqueElements List<@NumericChars @StringLength(min = 1, max = 2) String> inner) {
        ObjectNode template = (ObjectNode) json("""
                {'Transform': 'AWS::LanguageExtensions', 'Resources': {
                  'Fn::ForEach::Outer': ['O', [], {'Fn::ForEach::Inner': ['I', [], {
                    'R${O}x${I}': {'Type': 'T', 'Properties': {'Name': {'Fn::Join': ['-', [{'Ref': 'O'}, '${I}']]}}}}]}]}}
                """);
        ArrayNode loop = (ArrayNode) template.at("/Resources/Fn::ForEach::Outer");
        loop.set(1, Json.strings(outer.toArray(String[]::new)));
        ((ArrayNode) loop.at("/2/Fn::ForEach::Inner")).set(1, Json.strings(inner.toArray(String[]::new)));
        Evaluator ofLoops = new Evaluator(new Template("shop", "eu-west-1", template, Map.of()), new NoValues());

        Template expanded = new Expansion(
                        ofLoops,
                        (location, where) -> {
                            throw new AssertionError(location);
                        },
                        notice -> {
                            throw new AssertionError(notice);
                        })
                .expanded();

        Map<String, String> names = new LinkedHashMap<>();
        outer.forEach(o -> inner.forEach(i -> names.put("R" + o + "x" + i, o + "-" + i)));
        assertThat(expanded.logicalIds()).containsExactlyElementsOf(names.keySet());
        names.forEach(
                (id, name) -> assertThat(ofLoops.resolve(expanded.resource(id).at("/Properties/Name"), at()))
                        .isEqualTo(Json.text(name)));
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        Arbitrary<JsonNode> leaf = Arbitraries.of("1", "true", "'a'", "2.5", "{'Ref': 'AWS::NoValue'}")
                .map(DocumentedFunctionsTest::json);
        return tree(leaf, 3);
    }

    private static Arbitrary<JsonNode> tree(Arbitrary<JsonNode> leaf, int depth) {
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> child = tree(leaf, depth - 1);
        Arbitrary<JsonNode> list =
                child.list().ofMaxSize(3).map(elements -> JSON.createArrayNode().addAll(elements));
        Arbitrary<JsonNode> fields = Arbitraries.maps(Arbitraries.of("a", "b", "c"), child)
                .ofMaxSize(3)
                .map(map -> JSON.createObjectNode().setAll(map));
        return Arbitraries.oneOf(leaf, list, fields);
    }

    private static JsonNode withoutNoValue(JsonNode tree) {
        if (tree.path("Ref").isTextual()) {
            return MissingNode.getInstance();
        }
        if (tree.isArray()) {
            ArrayNode elements = JSON.createArrayNode();
            tree.forEach(element -> {
                if (!element.path("Ref").isTextual()) {
                    elements.add(withoutNoValue(element));
                }
            });
            return elements;
        }
        if (!tree.isObject()) {
            return tree;
        }
        ObjectNode fields = JSON.createObjectNode();
        tree.properties().forEach(field -> {
            if (!field.getValue().path("Ref").isTextual()) {
                fields.set(field.getKey(), withoutNoValue(field.getValue()));
            }
        });
        return fields;
    }

    @Property(tries = 100)
    void jsonStringsReadBack(
            @ForAll @Size(max = 5) Map<@AlphaChars @StringLength(min = 1, max = 5) String, Integer> map)
            throws JsonProcessingException {
        JsonNode value = JSON.valueToTree(map);

        String text = evaluator.resolve(object("Fn::ToJsonString", value), at()).asText();

        assertThat(JSON.readTree(text)).isEqualTo(value);
    }

    private JsonNode resolve(String value) {
        return evaluator.resolve(json(value), at());
    }

    private JsonNode call(String function, JsonNode... arguments) {
        return evaluator.resolve(object(function, JSON.createArrayNode().addAll(List.of(arguments))), at());
    }

    private static JsonNode object(String function, JsonNode argument) {
        return JSON.createObjectNode().set(function, argument);
    }

    private static JsonNode number(int value) {
        return JsonNodeFactory.instance.numberNode(value);
    }

    private static TemplatePath at() {
        return TemplatePath.of("shop").child("X");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Knows nothing outside of the template. */
    private static final class NoValues implements ResourceValues {
        @Override
        public Optional<JsonNode> ref(String logicalId) {
            return Optional.empty();
        }

        @Override
        public Optional<JsonNode> attribute(String logicalId, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<JsonNode> exported(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<JsonNode> output(String stackName, String region, String name) {
            return Optional.empty();
        }
    }
}
