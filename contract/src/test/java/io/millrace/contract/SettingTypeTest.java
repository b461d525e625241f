package io.millrace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTypeTest {
    @ParameterizedTest
    @CsvSource({
        "STRING, ' x '",
        "BOOLEAN, true",
        "BOOLEAN, FALSE",
        "INT, -2147483648",
        "LONG, 2147483648",
        "DOUBLE, ' 1e-3 '",
        "DURATION, 9223372036854775807 ns",
        "SECRET, file:///run/key"
    })
    void valueOfTheTypeIsAccepted(SettingType type, String text) {
        assertThat(type.parse(text)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "STRING, ' '",
        "BOOLEAN, yes",
        "BOOLEAN, ' FALSE '",
        "INT, ' 1'",
        "LONG, '1 '",
        "DURATION, PT5M",
        "INT, 2147483648",
        "INT, 1.0",
        "LONG, 9223372036854775808",
        "DOUBLE, NaN",
        "DOUBLE, Infinity",
        "DURATION, -1 s",
        "DURATION, 1 fortnight",
        "DURATION, s",
        "DURATION, 9223372036854775808 ns",
        "DURATION, 106752 d",
        "SECRET, hunter2"
    })
    void valueOfAnotherTypeIsRefused(SettingType type, String text) {
        assertThat(type.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SettingType.class)
    void emptyTextIsNoValue(SettingType type) {
        assertThat(type.parse("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 7, 7",
        "LONG, 8589934592, 8589934592",
        "DOUBLE, 0.5, 0.5",
        "DURATION, 2 d, 172800000000000",
        "DURATION, 2 Day, 172800000000000",
        "DURATION, 3h, 10800000000000",
        "DURATION, 4 min, 240000000000",
        "DURATION, 5 m, 300000000000",
        "DURATION, 6 s, 6000000000",
        "DURATION, 7, 7000000",
        "DURATION, 7 ms, 7000000",
        "DURATION, 8 µs, 8000",
        "DURATION, 8 micros, 8000",
        "DURATION, 9 ns, 9",
        "DURATION, 9 nanoseconds, 9"
    })
    void numbersAreComparedByTheirSize(SettingType type, String text, BigDecimal size) {
        assertThat(type.parse(text)).hasValue(size);
    }

    @ParameterizedTest
    @CsvSource({"INT, 1, 9", "DOUBLE, 0.25, 0.75", "DURATION, 1 s, 1 min"})
    void boundsOfARangeAreWithinIt(SettingType type, String min, String max) {
        SettingDeclaration setting = new SettingDeclaration("key", type, null, false, min, max, null, "a range");

        assertThat(setting.brokenRule(min)).isEmpty();
        assertThat(setting.brokenRule(max)).isEmpty();
    }

    @Test
    void eachBoundIsChecked() {
        SettingDeclaration setting =
                new SettingDeclaration("key", SettingType.INT, null, false, "1", "9", null, "a range");

        assertThat(setting.brokenRule("0")).hasValue("at least 1 and at most 9");
        assertThat(setting.brokenRule("10")).hasValue("at least 1 and at most 9");
    }
}
