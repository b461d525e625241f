package io.millrace.assembly.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
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
              'Conditions': {'IsTest': {'Fn::Equals': [{'Ref': 'Stage'}, 'test']}}
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
                "{'Ref': 'None'} | []"
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
                "{'Fn::FindInMap': ['Sizes', 'prod', 'shards', 4]} | must be a list of a map's name and two keys"
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
