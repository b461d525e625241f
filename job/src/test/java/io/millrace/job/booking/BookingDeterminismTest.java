package io.millrace.job.booking;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.replay.Replay;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Results depend on the records alone: not on how shards interleave, on parallelism or on failures. */
class BookingDeterminismTest {
    private static final Pattern ALERT = Pattern.compile("alert [A-Z]+ (\\w+)-([0-9]+) at ([0-9]+):.*");

    private static Replay run(Scenarios scenario, int parallelism, long interleaving) {
        return BookingRun.of(Specimen.settings(), scenario.createdShards(), scenario.eventShards())
                .parallelism(parallelism)
                .seed(interleaving);
    }

    private static TreeSet<String> expected(Scenarios scenario) {
        return ReferenceBookings.results(scenario.createdShards(), scenario.eventShards());
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void interleavingAndParallelismDoNotMatter(
            @ForAll long scenarioSeed,
            @ForAll boolean withArrivals,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll long interleaving)
            throws Exception {
        Scenarios scenario = Scenarios.of(scenarioSeed, withArrivals);

        TreeSet<String> results = run(scenario, parallelism, interleaving).results();

        assertThat(results).isEqualTo(expected(scenario));
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void restartsDoNotMatter(
            @ForAll long scenarioSeed,
            @ForAll boolean withArrivals,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(min = 1, max = 8) int failAfter,
            @ForAll long interleaving)
            throws Exception {
        Scenarios scenario = Scenarios.of(scenarioSeed, withArrivals);

        TreeSet<String> results = run(scenario, parallelism, interleaving)
                .failAfter(BookingRun.BOOKING_EVENTS, failAfter)
                .results();

        assertThat(results).isEqualTo(expected(scenario));
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void repeatedRecordsChangeNothing(
            @ForAll long scenarioSeed, @ForAll boolean withArrivals, @ForAll long interleaving) throws Exception {
        Scenarios scenario = Scenarios.of(scenarioSeed, withArrivals);

        TreeSet<String> results = run(scenario.replayed(), 2, interleaving).results();

        assertThat(withoutRejections(results)).isNotEmpty().isEqualTo(withoutRejections(expected(scenario)));
    }

    /** Checks the reference model itself. */
    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void secondAlertOnABookingHasAnotherIdAndComesAfterTheRetentionOfTheFirst(@ForAll long scenarioSeed) {
        Map<String, Long> nextSince = new HashMap<>();
        Map<String, String> byId = new HashMap<>();
        expected(Scenarios.of(scenarioSeed, true)).stream()
                .map(ALERT::matcher)
                .filter(Matcher::matches)
                .sorted((left, right) -> Long.compare(Long.parseLong(left.group(2)), Long.parseLong(right.group(2))))
                .forEach(alert -> {
                    assertThat(Long.parseLong(alert.group(2)))
                            .isGreaterThanOrEqualTo(nextSince.getOrDefault(alert.group(1), 0L));
                    nextSince.put(alert.group(1), Long.parseLong(alert.group(3)) + 20_000);
                    assertThat(byId.put(alert.group(1) + "-" + alert.group(2), alert.group()))
                            .isNull();
                });
        assertThat(byId).isNotEmpty();
    }

    private static List<String> withoutRejections(Collection<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("rejected")).collect(toList());
    }
}
