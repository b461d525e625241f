package io.millrace.contract.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricFamilyTest {
    @Test
    void theFamilyFollowsFromTheMajorVersion() {
        assertThat(MetricFamily.of("FLINK-1_15")).isEqualTo(MetricFamily.FLINK_1);
        assertThat(MetricFamily.of("FLINK-1_20")).isEqualTo(MetricFamily.FLINK_1);
        assertThat(MetricFamily.of("FLINK-2_2")).isEqualTo(MetricFamily.FLINK_2);
        assertThat(MetricFamily.of("FLINK-3_0")).isEqualTo(MetricFamily.FLINK_2);
    }
}
