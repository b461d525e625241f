package io.millrace.assembly.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRuntimeTest {
    @ParameterizedTest
    @CsvSource({
        "FLINK-1_15, FLINK_1_18",
        "FLINK-1_18, FLINK_1_18",
        "FLINK-1_19, FLINK_1_19",
        "FLINK-1_20, FLINK_1_20",
        "FLINK-2_2, FLINK_2_2",
        "FLINK-2_3, FLINK_2_3"
    })
    void everyRuntimeOfTheServiceRunsOnItsReleaseOrTheNext(String id, LocalRuntime runtime) {
        assertThat(LocalRuntime.of(id)).contains(runtime);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLINK-2_4", "FLINK-3_0", "FLINK-1_21", "SQL-1_0", "FLINK", ""})
    void anOlderReleaseRunsNoNewerRuntime(String id) {
        assertThat(LocalRuntime.of(id)).isEmpty();
    }

    @Test
    void itHasTheServicesJava() {
        assertThat(LocalRuntime.FLINK_1_20.java()).isEqualTo(11);
        assertThat(LocalRuntime.FLINK_2_2.java()).isEqualTo(17);
    }

    @Test
    void stateGoesToALaterMajorVersionAndNotBack() {
        assertThat(LocalRuntime.wayBack("FLINK-1_15", "FLINK-2_3")).isEmpty();
        assertThat(LocalRuntime.wayBack("FLINK-2_3", "FLINK-2_2")).isEmpty();
        assertThat(LocalRuntime.wayBack("FLINK-2_2", "FLINK-1_15"))
                .contains(
                        "RuntimeEnvironment must stay on Flink 2, since Flink 1 does not restore its state, got 'FLINK-1_15'");
    }
}
