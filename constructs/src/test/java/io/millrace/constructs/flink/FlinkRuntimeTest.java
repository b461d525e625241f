package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkRuntimeTest {

    @Test
    void aRuntimeWithoutAConstantCanBeNamed() {
        assertThat(FlinkRuntime.of("FLINK-3_0").id()).isEqualTo("FLINK-3_0");
        assertThat(FlinkRuntime.of("FLINK-1_20")).isEqualTo(FlinkRuntime.FLINK_1_20);
    }

    @Test
    void aRuntimeIsNamedAsTheServiceDoes() {
        assertThatThrownBy(() -> FlinkRuntime.of("1.20"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runtime must look like 'FLINK-1_20', got '1.20'");
    }

    @Test
    void aRuntimeNewerThanAllKnownOnesIsTakenOnTrust() {
        assertThat(FlinkRuntime.of("FLINK-2_4").violation()).isEmpty();
        assertThat(FlinkRuntime.of("FLINK-3_0").violation()).isEmpty();
        assertThat(FlinkRuntime.FLINK_1_15.violation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLINK-1_6", "FLINK-1_8", "FLINK-1_11", "FLINK-1_13"})
    void aDeprecatedRuntimeIsRefusedWithWhereToMove(String id) {
        assertThat(FlinkRuntime.of(id).violation())
                .contains("runtime must be one that AWS still supports (FLINK-1_15, FLINK-1_18, FLINK-1_19, FLINK-1_20,"
                        + " FLINK-2_2, FLINK-2_3), got the deprecated '" + id + "'; use FLINK-1_20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLINK-1_16", "FLINK-1_21", "FLINK-2_0", "FLINK-2_1"})
    void aRuntimeThatTheServiceNeverOfferedIsRefused(String id) {
        assertThat(FlinkRuntime.of(id).violation())
                .contains("runtime must be one that the service offers (FLINK-1_15, FLINK-1_18, FLINK-1_19, FLINK-1_20,"
                        + " FLINK-2_2, FLINK-2_3), got '" + id + "'");
    }

    @Test
    void runtimesAreOrderedByNumbers() {
        assertThat(FlinkRuntime.FLINK_1_20.isAtLeast(FlinkRuntime.of("FLINK-1_9")))
                .isTrue();
        assertThat(FlinkRuntime.FLINK_2_2.isAtLeast(FlinkRuntime.FLINK_1_20)).isTrue();
        assertThat(FlinkRuntime.FLINK_1_20.isAtLeast(FlinkRuntime.FLINK_1_20)).isTrue();
        assertThat(FlinkRuntime.FLINK_1_19.isAtLeast(FlinkRuntime.FLINK_1_20)).isFalse();
    }
}
