package io.millrace.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {
    @Property
    void everyNumberHas56DigitsAndComesBackFromItsText(
            @ForAll @LongRange(min = 0) long tick, @ForAll @IntRange(min = 0) int shard) {
        SequenceNumber number = new SequenceNumber(tick, shard);

        assertThat(number.toString()).matches("[1-9][0-9]{55}");
        assertThat(SequenceNumber.parse(number.toString())).contains(number);
    }

    @Property
    void textsSortLikeTicks(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long tick,
            @ForAll @IntRange(min = 0) int shard,
            @ForAll @IntRange(min = 0) int otherShard) {
        String earlier = new SequenceNumber(tick, shard).toString();
        String later = new SequenceNumber(tick + 1, otherShard).toString();

        assertThat(earlier).isLessThan(later);
    }

    @Test
    void aTickKeepsItsMillisecond() {
        Instant time = Instant.parse("2026-01-01T12:00:00.123Z");

        assertThat(SequenceNumber.timeOf(SequenceNumber.tickAt(time) + 1000)).isEqualTo(time);
    }

    /** In hexadecimal: all counters full, none; version 1; a shard of 31 bits; a time of its own. */
    @ParameterizedTest
    @CsvSource({
        "2ffffffffff7fffffffffffffff000000000007fffffff2, 0",
        "20000000000000000000000000000000000000000000002, 0",
        "20000000000000000000000000000000000000000000001, 0",
        "20000000000000000000000000000000000000800000002, 0",
        "2ffffffffff7fffffff7fffffff0006955b9007fffffff2, 1767225600"
    })
    void aNumberOfAwsHasItsTime(String hexadecimal, long seconds) {
        assertThat(SequenceNumber.timeOnAws(new BigInteger(hexadecimal, 16).toString()))
                .contains(Instant.ofEpochSecond(seconds));
    }

    /** Versions 0, 3 and 4; a first digit of 3 and of 1; a counter of 64 bits; and an old layout. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "20000000000000000000000000000000000000000000000",
                "20000000000000000000000000000000000000000000003",
                "20000000000000000000000000000000000000000000004",
                "30000000000000000000000000000000000000000000001",
                "1ffffffffff7fffffffffffffff000000000007fffffff2",
                "20000000000800000000000000000000000000000000002",
                "13bb2cc3d80000000000000000000000"
            })
    void otherNumbersAreNoneOfAws(String hexadecimal) {
        assertThat(SequenceNumber.timeOnAws(new BigInteger(hexadecimal, 16).toString()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "LATEST",
                "10000000000000000000000000000000000000000000000000000000",
                "99999999999999999999999999999999999999999999999999999999",
                "49039857307708443467467104868809893875799651909875269632"
            })
    void otherTextsAreNoSequenceNumbers(String text) {
        assertThat(SequenceNumber.parse(text)).isEmpty();
    }
}
