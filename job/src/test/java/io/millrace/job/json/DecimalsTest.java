package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @Property
    void everyNumberIsRoundedAsBigDecimalDoes(
            @ForAll @BigRange(min = "-1000000000000000000000000", max = "1000000000000000000000000")
                    BigInteger unscaled,
            @ForAll @IntRange(min = -5, max = 25) int places,
            @ForAll @IntRange(min = 0, max = 9) int scale) {
        BigDecimal number = new BigDecimal(unscaled, places);
        BigInteger expected = number.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue();

        for (String text : new String[] {number.toString(), number.toPlainString()}) {
            byte[] data = ("9" + text + "9").getBytes(US_ASCII);
            int end = data.length - 1;
            if (expected.bitLength() > 63) {
                assertThatThrownBy(() -> Decimals.scaled(text, scale)).isInstanceOf(ArithmeticException.class);
                assertThatThrownBy(() -> Decimals.scaled(data, 1, end, scale)).isInstanceOf(ArithmeticException.class);
            } else {
                assertThat(Decimals.scaled(text, scale)).isEqualTo(expected.longValueExact());
                assertThat(Decimals.scaled(data, 1, end, scale)).isEqualTo(expected.longValueExact());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.25, 2, 125",
        "1.255, 2, 126",
        "1.245, 2, 124",
        "-0.5, 0, 0",
        "-1.5, 0, -2",
        "-0.0, 6, 0",
        "5e-7, 6, 0",
        "5.1e-7, 6, 1",
        "1e-2000000000, 6, 0",
        "0e2000000000, 6, 0",
        "9223372036854775807, 0, 9223372036854775807",
        "-9223372036854775808, 0, -9223372036854775808"
    })
    void halvesGoToTheEvenNeighbour(String number, int scale, long scaled) {
        assertThat(Decimals.scaled(number, scale)).isEqualTo(scaled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "9999999999999999999",
                "-9223372036854775809",
                "9223372036854775807.5",
                "922337203685477580.8e1"
            })
    void whatExceeds64BitsIsRefused(String number) {
        assertThatThrownBy(() -> Decimals.scaled(number, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void vastExponentIsRefusedWithoutExpandingIt() {
        assertThatThrownBy(() -> Decimals.scaled("1e2000000000", 6)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Decimals.scaled("1e99999999999", 6)).isInstanceOf(NumberFormatException.class);
    }
}
