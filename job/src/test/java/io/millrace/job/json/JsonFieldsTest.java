package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    private static JsonRecord read(String json, String... paths) throws RejectedException {
        return JsonFields.of(List.of(paths)).read(json.getBytes(UTF_8));
    }

    @Test
    void membersAndElementsArePicked() throws RejectedException {
        JsonRecord record = read(
                "{\"a\":{\"b\":[1,{\"c\":\"x\"}],\"d\":true},\"e\":-1.50}",
                "$.a.b[1].c",
                "$['a'].d",
                "$.e",
                "$.a.b[0]",
                "$.a.b[7]");

        assertThat(record.text(0)).isEqualTo("x");
        assertThat(record.text(1)).isEqualTo("true");
        assertThat(record.text(2)).isEqualTo("-1.50");
        assertThat(record.decimal(2, 3)).isEqualTo(-1500);
        assertThat(record.text(3)).isEqualTo("1");
        assertThat(record.has(4)).isFalse();
    }

    @Test
    void wildcardsFiltersAndDescentTakeTheFirstMatch() throws RejectedException {
        JsonRecord record = read(
                "{\"legs\":[{\"to\":\"FRA\",\"km\":10},{\"to\":\"OSL\",\"km\":900}]}",
                "$.legs[*].to",
                "$.legs[?(@.km > 100)].to",
                "$..km",
                "$.legs[-1].to",
                "$..none");

        assertThat(record.text(0)).isEqualTo("FRA");
        assertThat(record.text(1)).isEqualTo("OSL");
        assertThat(record.decimal(2, 0)).isEqualTo(10);
        assertThat(record.text(3)).isEqualTo("OSL");
        assertThat(record.has(4)).isFalse();
    }

    /** What the library throws for them, whatever its options are, would stop the job. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"legs\":null}",
                "{\"legs\":5}",
                "{\"legs\":\"x\"}",
                "{\"legs\":[1]}",
                "{\"legs\":[{\"v\":[]}]}",
                "5"
            })
    void filterMatchesNothingInValuesThatItCannotBeAppliedTo(String json) throws RejectedException {
        JsonRecord record = read(
                json,
                "$.legs[?(@.km > 100)].to",
                "$[?(@.a)].id",
                "$.legs[?(@.v.min() > 1)].to",
                "$.legs[?(@.v =~ /a.*/)].to");

        for (int field = 0; field < 4; field++) {
            assertThat(record.has(field)).isFalse();
        }
    }

    @Test
    void reasonIsCutBetweenCharacters() throws RejectedException {
        JsonRecord record = read("{\"a\":\"" + "x".repeat(58) + "\ud83d\ude00\"}", "$.a");

        assertRejected(
                Rejection.WRONG_SHAPE,
                "$.a must be a whole number, got \"" + "x".repeat(58) + "...",
                () -> record.whole(0));
    }

    @Test
    void wholeNumbersHaveNoFractionAnd64BitsAtMost() throws RejectedException {
        JsonRecord record = read(
                "{\"a\":-7,\"b\":9223372036854775807,\"c\":9223372036854775808,\"d\":1.0,\"e\":\"1\",\"f\":1e2}",
                "$.a",
                "$.b",
                "$.c",
                "$.d",
                "$.e",
                "$.f",
                "$.g");

        assertThat(record.whole(0)).isEqualTo(-7);
        assertThat(record.whole(1)).isEqualTo(Long.MAX_VALUE);
        assertRejected(Rejection.OUT_OF_RANGE, "$.c must fit 64 bits, got 9223372036854775808", () -> record.whole(2));
        assertRejected(Rejection.WRONG_SHAPE, "$.d must be a whole number, got 1.0", () -> record.whole(3));
        assertRejected(Rejection.WRONG_SHAPE, "$.e must be a whole number, got \"1\"", () -> record.whole(4));
        assertRejected(Rejection.WRONG_SHAPE, "$.f must be a whole number, got 1e2", () -> record.whole(5));
        assertRejected(Rejection.WRONG_SHAPE, "$.g is missing", () -> record.whole(6));
    }

    @Test
    void aNameMustBeInAscii() {
        assertThatThrownBy(() -> Names.of("x", "\u00e9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a name must be in ASCII, got '\u00e9'");
    }

    @Test
    void aNameIsOneOfThoseAllowed() throws RejectedException {
        for (String json :
                List.of("{\"a\":\"xy\",\"b\":\"xyz\",\"c\":1}", "{\"a\":\"\\u0078y\",\"b\":\"xyz\",\"c\":1}")) {
            JsonRecord record = read(json, "$.a", "$.b", "$.c", "$.d");

            assertThat(record.oneOf(0, Names.of("x", "xy"))).isEqualTo("xy");
            assertRejected(
                    Rejection.UNKNOWN_TYPE,
                    "$.b must be one of xy, ayz, got \"xyz\"",
                    () -> record.oneOf(1, Names.of("xy", "ayz")));
            assertRejected(Rejection.WRONG_SHAPE, "$.c must be a string, got 1", () -> record.oneOf(2, Names.of("1")));
            assertRejected(Rejection.WRONG_SHAPE, "$.d is missing", () -> record.oneOf(3, Names.of("x")));
        }
    }

    @Test
    void anObjectAndItsMembersCanBothBeRead() throws RejectedException {
        JsonRecord record = read("{\"a\": {\"b\": \"é\"} }", "$.a", "$.a.b", "$");

        assertThat(record.json(0)).isEqualTo("{\"b\": \"é\"}");
        assertThat(record.json(1)).isEqualTo("\"é\"");
        assertThat(record.json(2)).isEqualTo("{\"a\": {\"b\": \"é\"} }");
    }

    @Test
    void ofMembersOfTheSameNameTheLastOneCountsWithAllItLacks() throws RejectedException {
        JsonRecord record = read("{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "$.a.b", "$.a.c");

        assertThat(record.has(0)).isFalse();
        assertThat(record.text(1)).isEqualTo("2");
    }

    @Test
    void anyFieldIsAvailableAsJson() throws RejectedException {
        String json = "{\"a\":\"q\\\"\",\"b\":1e5,\"c\":null,\"d\":123456789012345678901,\"e\":false}";
        JsonRecord record = read(json, "$.a", "$.b", "$.c", "$.d", "$.e", "$.f");

        assertThat(record.json(0)).isEqualTo("\"q\\\"\"");
        assertThat(record.json(1)).isEqualTo("1e5");
        assertThat(record.json(2)).isEqualTo("null");
        assertThat(record.json(3)).isEqualTo("123456789012345678901");
        assertThat(record.json(4)).isEqualTo("false");
        assertThat(record.json(5)).isNull();
    }

    @Test
    void keysAreWhatAPartitionKeyCanBe() throws RejectedException {
        String longest = "k".repeat(256);
        String json = "{\"a\":\"" + longest + "\",\"b\":7,\"c\":\"\\ud83d\\ude00é\\u0000\",\"d\":\"\"," + "\"e\":\"k"
                + longest + "\",\"f\":\"a\\ud83d\",\"g\":\"\\ude00a\",\"h\":{}}";
        JsonRecord record = read(json, "$.a", "$.b", "$.c", "$.d", "$.e", "$.f", "$.g", "$.h");

        assertThat(record.key(0)).isEqualTo(longest);
        assertThat(record.key(1)).isEqualTo("7");
        assertThat(record.key(2)).isEqualTo("\ud83d\ude00é\0");
        assertRejected(Rejection.OUT_OF_RANGE, "$.d must be 1 to 256 characters long, got 0", () -> record.key(3));
        assertRejected(Rejection.OUT_OF_RANGE, "$.e must be 1 to 256 characters long, got 257", () -> record.key(4));
        assertRejected(
                Rejection.OUT_OF_RANGE,
                "$.f must have no unpaired surrogate, got one at character 1",
                () -> record.key(5));
        assertRejected(
                Rejection.OUT_OF_RANGE,
                "$.g must have no unpaired surrogate, got one at character 0",
                () -> record.key(6));
        assertRejected(Rejection.WRONG_SHAPE, "$.h must be a string, number or boolean", () -> record.key(7));
    }

    @Test
    void jsonOfAFieldCanBeLimited() throws RejectedException {
        JsonRecord record =
                read("{\"a\":[1, 2],\"b\":null,\"c\":{\"d\":\"\\ud83d\"}}", "$.a", "$.b", "$.none", "$.c.d");

        assertThat(record.json(0, 6)).isEqualTo("[1, 2]");
        assertThat(record.json(1, 6)).isNull();
        assertThat(record.json(2, 6)).isNull();
        assertRejected(
                Rejection.OUT_OF_RANGE, "$.a must be at most 5 characters of JSON, got 6", () -> record.json(0, 5));
        assertRejected(
                Rejection.OUT_OF_RANGE,
                "$.c.d must have no unpaired surrogate, got one at character 1",
                () -> record.json(3, 6));
    }

    @Test
    void timesAreEpochMillisecondsOrIso8601() throws RejectedException {
        JsonRecord record = read(
                "{\"a\":1000,\"b\":\"1970-01-01T01:00:02.5+01:00\",\"c\":\"1970-01-01\",\"d\":-1,\"e\":1.5}",
                "$.a",
                "$.b",
                "$.c",
                "$.d",
                "$.e");

        assertThat(record.time(0)).isEqualTo(1000);
        assertThat(record.time(1)).isEqualTo(2500);
        assertRejected(Rejection.WRONG_SHAPE, "$.c must be epoch milliseconds or ISO 8601", () -> record.time(2));
        assertRejected(Rejection.OUT_OF_RANGE, "got -1", () -> record.time(3));
        assertRejected(Rejection.WRONG_SHAPE, "got 1.5", () -> record.time(4));
    }

    @Test
    void errorNamesPathAndValue() throws RejectedException {
        JsonRecord record = read("{\"a\":[1],\"b\":null,\"c\":\"x\",\"d\":1e300}", "$.a", "$.b", "$.c", "$.d", "$.e");

        assertRejected(Rejection.WRONG_SHAPE, "$.a must be a string, number or boolean, got [1]", () -> record.text(0));
        assertRejected(Rejection.WRONG_SHAPE, "$.b must not be null", () -> record.text(1));
        assertRejected(Rejection.WRONG_SHAPE, "$.c must be a number, got \"x\"", () -> record.decimal(2, 6));
        assertRejected(
                Rejection.OUT_OF_RANGE,
                "$.d must fit 64 bits with 6 decimal places, got 1e300",
                () -> record.decimal(3, 6));
        assertRejected(Rejection.WRONG_SHAPE, "$.e is missing", () -> record.decimal(4, 6));
        assertRejected(Rejection.WRONG_SHAPE, "$.e is missing", () -> record.time(4));
    }

    @Test
    void anythingButOneJsonValueInUtf8IsRejected() {
        JsonFields fields = JsonFields.of(List.of("$.a", "$..b"));
        for (byte[] bytes : List.of(
                new byte[0],
                "{\"a\":1".getBytes(UTF_8),
                "{} {}".getBytes(UTF_8),
                "{\"a\":1}".getBytes(UTF_16),
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xFF, '"', '}'},
                ("[".repeat(5000) + "]".repeat(5000)).getBytes(UTF_8))) {
            assertRejected(Rejection.NOT_JSON, "not JSON: ", () -> fields.read(bytes));
        }
        assertRejected(Rejection.NOT_JSON, "not JSON: the record is empty", () -> fields.read(null));
    }

    @Test
    void malformedPathIsRefusedByName() {
        for (String path : List.of("", "a.b", "$.", "$.a.length()")) {
            assertThatThrownBy(() -> JsonFields.of(List.of("$.a", path)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + path + "'");
        }
    }

    @Test
    void fieldsTravelToTheOperatorThatReadsThem() throws Exception {
        JsonFields fields = InstantiationUtil.clone(JsonFields.of(List.of("$.a", "$..b")));

        assertThat(fields.read("{\"a\":{\"b\":7}}".getBytes(UTF_8)).text(1)).isEqualTo("7");
    }

    private static void assertRejected(Rejection rejection, String reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RejectedException.class, rejected -> {
            assertThat(rejected.rejection()).isEqualTo(rejection);
            assertThat(rejected.reason()).contains(reason);
        });
    }
}
