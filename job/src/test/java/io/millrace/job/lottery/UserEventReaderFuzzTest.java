package io.millrace.job.lottery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes are read as an event or rejected with a {@link RejectedException}. */
class UserEventReaderFuzzTest {
    private static final byte[] VALID =
            "{\"type\":\"UserClickEvent\",\"userId\":1,\"lotteryId\":1,\"timestamp\":1000,\"more\":[{\"a\":\"é\"}]}"
                    .getBytes(UTF_8);
    private static final UserEventReader READER =
            new UserEventReader(new DrawWindow(Specimen.WINDOW), Duration.ofMinutes(1));

    @Test
    void noBytesEscapeAsAnotherException() {
        Random random = new Random(7);
        int rejected = 0;
        for (int i = 0; i < 200_000; i++) {
            rejected += isRejected(mutated(random)) ? 1 : 0;
        }

        assertThat(rejected).isBetween(100_000, 199_999);
    }

    @Test
    void deepAndLongRecordsAreRejected() {
        assertThat(isRejected("[".repeat(100_000).getBytes(UTF_8))).isTrue();
        assertThat(isRejected(("{\"type\":\"UserClickEvent\",\"userId\":" + "9".repeat(5_000) + "}").getBytes(UTF_8)))
                .isTrue();
        assertThat(isRejected(("{\"x\":" + "[".repeat(100_000)).getBytes(UTF_8)))
                .isTrue();
    }

    private static boolean isRejected(byte[] data) {
        try {
            READER.read(SourceRecord.data("stream", "shard-0", "0", "key", SourceRecord.NO_ARRIVAL, data));
            return false;
        } catch (RejectedException e) {
            assertThat(e.reason()).isNotBlank().hasSizeLessThan(1_000);
            return true;
        }
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = VALID.clone();
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
