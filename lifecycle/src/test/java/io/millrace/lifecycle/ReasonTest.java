package io.millrace.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {
    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "\uD83D\uDE00"})
    void aTextIsCutBetweenItsCharacters(String character) {
        String cut = Reason.of(character.repeat(3000));

        assertThat(cut).matches("(" + character + ")+ \\[\\.\\.\\.]");
        assertThat(cut.getBytes(UTF_8))
                .hasSizeBetween(Reason.MAX_BYTES - character.getBytes(UTF_8).length + 1, Reason.MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Reason.MAX_BYTES})
    void aTextThatFitsIsLeftAlone(int length) {
        assertThat(Reason.of("x".repeat(length))).isEqualTo("x".repeat(length));
    }
}
