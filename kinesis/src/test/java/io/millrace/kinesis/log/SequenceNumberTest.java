package io.millrace.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
