package io.millrace.job.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static boolean isPlain(byte next) {
        return next >= ' ' && next != '"' && next != '\\';
    }

    private static boolean isDigit(byte next) {
        return next >= '0' && next <= '9';
    }

    @Test
    void everyByteIsFoundAtEveryPositionWhateverFollows() {
        Random random = new Random(7);
        for (int position = 0; position < 8; position++) {
            for (int value = 0; value < 256; value++) {
                byte[] text = new byte[8];
                random.nextBytes(text);
                Arrays.fill(text, 0, position, (byte) '7');
                text[position] = (byte) value;
                assertFirstOnes(text);
                Arrays.fill(text, position + 1, 8, (byte) (text[7] % 2 == 0 ? 0xff : 0x00));
                assertFirstOnes(text);
            }
        }
    }

    private static void assertFirstOnes(byte[] text) {
        int plain = 0;
        while (plain < 8 && isPlain(text[plain])) {
            plain++;
        }
        int digits = 0;
        while (digits < 8 && isDigit(text[digits])) {
            digits++;
        }
        assertThat(Words.plain(Words.at(text, 0))).as(Arrays.toString(text)).isEqualTo(plain);
        assertThat(Words.digits(Words.at(text, 0))).as(Arrays.toString(text)).isEqualTo(digits);
    }

    @Test
    void numbersOfOneToEightDigitsAreRead() {
        Random random = new Random(8);
        for (int digits = 1; digits <= 8; digits++) {
            for (int i = 0; i < 2_000; i++) {
                String number = String.format("%0" + digits + "d", random.nextInt((int) Math.pow(10, digits)));
                byte[] text = new byte[8];
                random.nextBytes(text);
                System.arraycopy(number.getBytes(US_ASCII), 0, text, 0, digits);

                assertThat(Words.number(Words.at(text, 0), digits)).isEqualTo(Long.parseLong(number));
            }
        }
        assertThat(Words.number(Words.at("99999999".getBytes(US_ASCII), 0), 8)).isEqualTo(99_999_999);
    }
}
