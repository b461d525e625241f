package io.millrace.benchmarks.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.load.Feed;
import io.millrace.benchmarks.load.ShardShare;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** With a million keys, the load that comes before all measurements is enough for results. */
class StageFeedsTest {
    private static final int KEYS = 1_000_000;
    private static final int WARM_UP = 320_000;
    private static final Pattern KEY = Pattern.compile("\"(?:key|bookingId)\":\"([^\"]+)");

    @Test
    void someKeysAreSoonJudgedForOutliers() {
        Feed feed = Benchmarks.of("outliers").stageFeeds(KEYS).get("measurements");
        ShardShare share = new ShardShare(1, 2);
        Map<String, Integer> counts = new HashMap<>();

        count(counts, WARM_UP / share.shards(), number -> feed.event(number, share, 0));

        assertThat(counts.values().stream().filter(count -> count > 30)).hasSizeBetween(400, 500);
        assertThat(counts).hasSizeGreaterThan(100_000);
    }

    @Test
    void theFirstEventsAreOfBookingsThatAreOpen() {
        Map<String, Feed> feeds = Benchmarks.of("booking-alerts").stageFeeds(KEYS);
        Feed created = feeds.get("booking-created");
        Feed events = feeds.get("booking-events");
        Map<String, Integer> open = new HashMap<>();
        Map<String, Integer> secondSteps = new HashMap<>();
        Map<String, Integer> later = new HashMap<>();
        for (int shard = 0; shard < 2; shard++) {
            ShardShare share = new ShardShare(shard, 2);
            count(open, created.prelude(share), number -> created.prelude(number, share, 0));
            count(secondSteps, events.prelude(share), number -> events.prelude(number, share, 0));
            count(later, WARM_UP / 4, number -> events.event(number, share, 0));
        }

        assertThat(open).hasSize(KEYS);
        assertThat(secondSteps).hasSize(KEYS / 3);
        assertThat(without(secondSteps, open)).isEmpty();
        assertThat(without(later, open)).isEmpty();
    }

    private static void count(Map<String, Integer> counts, long records, LongFunction<byte[]> record) {
        for (long number = 0; number < records; number++) {
            Matcher key = KEY.matcher(new String(record.apply(number), UTF_8));
            assertThat(key.find()).isTrue();
            counts.merge(key.group(1), 1, Integer::sum);
        }
    }

    private static Set<String> without(Map<String, Integer> some, Map<String, Integer> others) {
        Set<String> rest = new HashSet<>(some.keySet());
        rest.removeAll(others.keySet());
        return rest;
    }
}
