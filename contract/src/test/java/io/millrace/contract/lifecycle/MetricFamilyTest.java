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

    /** "Metrics and dimensions in Managed Service for Apache Flink", and its section on Flink 2.2. */
    @Test
    void eachFamilyHasItsOwnNames() {
        assertThat(MetricFamily.FLINK_1.restarts()).isEqualTo("fullRestarts");
        assertThat(MetricFamily.FLINK_1.running()).isEqualTo("uptime");
        assertThat(MetricFamily.FLINK_1.notRunning()).containsExactly("downtime");
        assertThat(MetricFamily.FLINK_2.restarts()).isEqualTo("numRestarts");
        assertThat(MetricFamily.FLINK_2.running()).isEqualTo("runningTime");
        assertThat(MetricFamily.FLINK_2.notRunning())
                .containsExactly("restartingTime", "cancellingTime", "failingTime");
    }
}
