package io.millrace.job.booking.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceParserTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static List<String> violations(String text) {
        return SequenceParser.read(text, HOUR).violations();
    }

    @Test
    void readsStepsTimesAbsencesAndTheirTimes() {
        assertThat(SequenceParser.read(
                                "payment-trouble: PAYMENT_FAILED{3} within 10 min, then CANCELLED;"
                                        + " unconfirmed:created,not CONFIRMED within 15 min ",
                                HOUR)
                        .sequences())
                .extracting(Sequence::toString)
                .containsExactly(
                        "payment-trouble: [PAYMENT_FAILED{3} within 600000 ms, CANCELLED within 3600000 ms]",
                        "unconfirmed: [created within 900000 ms, not CONFIRMED within 900000 ms]");
    }

    @Test
    void sequenceLastsAsLongAsItsLastStep() {
        Sequence sequence = SequenceParser.read("n: A{2} within 1 s, B, C within 5 s", HOUR)
                .sequences()
                .get(0);

        assertThat(sequence.within()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sequence.steps())
                .extracting(SequenceStep::within)
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @Test
    void fingerprintCoversTheWholeSequence() {
        assertThat(List.of("n: A", "n: B", "n: A{2}", "n: A within 1 s", "n: A, B", "m: A"))
                .extracting(text ->
                        SequenceParser.read(text, HOUR).sequences().get(0).fingerprint())
                .doesNotHaveDuplicates()
                .contains("n-fad6fb69");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "A, B|a sequence must begin with a name (lower-case letters, digits and dashes, at most 40) and a colon, got 'A, B'",
                "n: A;|a sequence must begin with a name (lower-case letters, digits and dashes, at most 40) and a colon, got ''",
                "N: A|a sequence must begin with a name (lower-case letters, digits and dashes, at most 40) and a colon, got 'N: A'",
                "n: A; n: B|a sequence's name must be given once, got 'n' again",
                "n: A,,B|a step of 'n' must read '[not] TYPE[{times}] [within DURATION]', got ''",
                "n: A B|a step of 'n' must read '[not] TYPE[{times}] [within DURATION]', got 'A B'",
                "n: A{0}|a step of 'n' must take 1 to 100 records, got 'A{0}'",
                "n: A{101}|a step of 'n' must take 1 to 100 records, got 'A{101}'",
                "n: A{many}|a step of 'n' must take 1 to 100 records, got 'A{many}'",
                "n: A within soon|a step of 'n' must be within a duration from 1 ms to 36500 d, such as '10 min', got 'A within soon'",
                "n: A within 0 s|a step of 'n' must be within a duration from 1 ms to 36500 d, such as '10 min', got 'A within 0 s'",
                "n: A within 99999999999999 d|a step of 'n' must be within a duration from 1 ms to 36500 d, such as '10 min', got 'A within 99999999999999 d'",
                "n: A within 36501 d|a step of 'n' must be within a duration from 1 ms to 36500 d, such as '10 min', got 'A within 36501 d'",
                "n: A, not B|a step of 'n' must have a 'within' after 'not', got 'not B'",
                "n: A, not B{2} within 1 s|a step of 'n' must not have both 'not' and a number of records, got 'not B{2} within 1 s'",
                "n: not A within 1 s|'not' must be for the last of two or more steps of 'n', got 'not A within 1 s'",
                "n: A, not B within 1 s, C|'not' must be for the last of two or more steps of 'n', got 'not B within 1 s'",
                "n: A within 2 h, B|a step of 'n' must not last longer than its sequence, 1 h, got 'A within 2 h'",
                "n: A,A,A,A,A,A,A,A,A,A,A|'n' must have at most 10 steps, got 11",
            })
    void malformedSequenceIsRefusedWithAReason(String text, String violation) {
        assertThat(violations(text)).containsExactly(violation);
    }

    @Test
    void allViolationsAreReportedAtOnce() {
        assertThat(violations("n: not A within soon; M: A; n: B{0}")).hasSize(5);
        assertThatThrownBy(() -> SequenceParser.read("n: A{0}; m: B{0}", HOUR).sequences())
                .hasMessage("a step of 'n' must take 1 to 100 records, got 'A{0}';"
                        + " a step of 'm' must take 1 to 100 records, got 'B{0}'");
    }
}
