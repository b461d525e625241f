package io.millrace.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final long WINDOW_END = 10_000;

    private final Results results = new Results();

    @Test
    void aDrawIsTold() {
        assertThat(results.draw(draw("1-0", 12_500)))
                .contains("draw 1-0: lottery 1, user 3 wins out of 17 entries, 2.5 s after the end of the window");
    }

    @Test
    void aCopyOfADrawCountsOnce() {
        results.draw(draw("1-0", 12_500));

        assertThat(results.draw(draw("1-0", 60_000))).isEmpty();
        assertThat(results.summary(5, Duration.ofSeconds(3)))
                .contains("1 draws; from the end of a window to its draw: median 2.5 s, maximum 2.5 s");
    }

    @Test
    void theSummaryCountsAndMeasures() {
        results.draw(draw("1-0", 11_000));
        results.draw(draw("2-0", 12_000));
        results.draw(draw("3-0", 19_000));
        results.rejected(record("{\"code\":\"NO_COUPON\"}", 0));
        results.rejected(record("{\"code\":\"NOT_JSON\"}", 0));
        results.rejected(record("{\"code\":\"NO_COUPON\"}", 0));
        results.rejected(record("{}", 0));

        assertThat(results.summary(1_000, Duration.ofMillis(60_400)))
                .containsExactly(
                        "1000 records in 60 s",
                        "3 draws; from the end of a window to its draw: median 2.0 s, maximum 9.0 s",
                        "4 rejected records",
                        "       1  NOT_JSON",
                        "       2  NO_COUPON",
                        "       1  no code");
    }

    @Test
    void withoutDrawsThereIsNoLag() {
        assertThat(results.hasDraws()).isFalse();
        assertThat(results.summary(0, Duration.ZERO)).contains("0 draws");
    }

    @Test
    void aTimeIsCoveredByALaterWindow() {
        results.draw(draw("1-0", 12_500));

        assertThat(results.hasDrawAfter(WINDOW_END - 1)).isTrue();
        assertThat(results.hasDrawAfter(WINDOW_END)).isFalse();
    }

    @Test
    void whatIsNoDrawIsAnError() {
        assertThatThrownBy(() -> results.draw(record("?", 0)))
                .isInstanceOf(StreamException.class)
                .hasMessage("not a draw: ?");
    }

    private static IncomingRecord draw(String id, long arrivalMillis) {
        return record(
                "{\"drawId\":\"%s\",\"lotteryId\":1,\"windowStart\":0,\"windowEnd\":%d,\"winner\":3,\"entries\":17}"
                        .formatted(id, WINDOW_END),
                arrivalMillis);
    }

    private static IncomingRecord record(String text, long arrivalMillis) {
        return new IncomingRecord("shard", "1", "1", Instant.ofEpochMilli(arrivalMillis), text);
    }
}
