package io.millrace.benchmarks.booking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.ShardShare;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PreludeTimeTest {
    private static final long START = 1_700_000_000_000L;
    private static final int OPEN = 3_000;
    private static final ShardShare ALL = new ShardShare(0, 1);

    /** 60 bookings are created in each millisecond, and the second event comes two thirds of a booking's life after it. */
    @Test
    void openBookingsWereCreatedAndWentOnBeforeTheStart() {
        assertThat(times(new CreationFeed(OPEN, PreludeTime.BEFORE)))
                .hasSize(OPEN)
                .isSorted()
                .startsWith(START - OPEN / 60)
                .endsWith(START - 1);
        assertThat(times(new EventFeed(OPEN, PreludeTime.BEFORE)))
                .hasSize(OPEN / 3)
                .isSorted()
                .startsWith(START - OPEN / 3 / 60 - 1)
                .endsWith(START - 1);
    }

    @Test
    void onAStageTheyAreCreatedAtOnce() {
        assertThat(times(new CreationFeed(OPEN, PreludeTime.AT_ONCE))).containsOnly(START);
        assertThat(times(new EventFeed(OPEN, PreludeTime.AT_ONCE))).containsOnly(START);
    }

    private static Long[] times(Feed feed) {
        return LongStream.range(0, feed.prelude(ALL))
                .mapToObj(number -> new String(feed.prelude(number, ALL, START), UTF_8))
                .map(record -> Long.valueOf(record.replaceAll(".*\"timestamp\":(\\d+).*", "$1")))
                .toArray(Long[]::new);
    }
}
