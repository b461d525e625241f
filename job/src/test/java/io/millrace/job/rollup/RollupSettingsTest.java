package io.millrace.job.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.flink.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollupSettingsTest {
    private static RollupSettings of(Map<String, String> settings) {
        assertThat(RollupSettings.violations(new Settings(settings))).isEmpty();
        return RollupSettings.of(new Settings(settings));
    }

    @Test
    void defaultsWriteAllAggregatesEveryMinute() {
        RollupSettings settings = of(Map.of());

        assertThat(settings.aggregations()).containsExactly(Aggregation.values());
        assertThat(settings.window().slice()).hasMinutes(1);
        assertThat(settings.window().windowStart(60_000)).isZero();
        assertThat(settings.topN()).isZero();
    }

    @Test
    void everyViolationIsReported() {
        assertThat(RollupSettings.violations(new Settings(Map.of(
                        "key.path", "key",
                        "time.path", "$.[",
                        "aggregations", "max;median; mean",
                        "window.size", "10 s",
                        "window.slide", "3 s"))))
                .satisfiesExactly(
                        key -> assertThat(key).startsWith("key.path: a JSONPath must start with $"),
                        time -> assertThat(time).startsWith("time.path: a JSONPath must start with $"),
                        median -> assertThat(median)
                                .isEqualTo("aggregations must be any of max; min; sum; count; average, got 'median'"),
                        mean -> assertThat(mean)
                                .isEqualTo("aggregations must be any of max; min; sum; count; average, got 'mean'"),
                        window -> assertThat(window)
                                .isEqualTo("window.size must be a multiple of window.slide, got 10000 ms and 3000 ms"));
    }

    @Test
    void windowHasAtMostADayOfMinutes() {
        assertThat(RollupSettings.violations(new Settings(Map.of("window.size", "1 d", "window.slide", "1 min"))))
                .isEmpty();
        assertThat(RollupSettings.violations(new Settings(Map.of("window.size", "1 d", "window.slide", "1 s"))))
                .containsExactly("window.size must be at most 1440 times window.slide, got 86400000 ms and 1000 ms");
    }

    /** The contract's check reports values out of range; this check must not fail on them. */
    @Test
    void violationsOfTheContractAreNotReportedTwice() {
        assertThat(RollupSettings.violations(new Settings(
                        Map.of("window.slide", "0 s", "window.size", "0 s", "top.n", "-1", "top.by", "best"))))
                .isEmpty();
    }

    @Test
    void valuesMatterUnlessOnlyTheCountIsWritten() {
        assertThat(of(Map.of("aggregations", "count")).valuesMatter()).isFalse();
        assertThat(of(Map.of("aggregations", "count;max")).valuesMatter()).isTrue();
        assertThat(of(Map.of("aggregations", "count", "top.n", "1")).valuesMatter())
                .isTrue();
        assertThat(of(Map.of("aggregations", "count", "top.n", "1", "top.by", "count"))
                        .valuesMatter())
                .isFalse();
    }
}
