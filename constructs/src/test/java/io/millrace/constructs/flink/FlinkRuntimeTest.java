package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
    void aNotebooksRuntimeIsRefusedWithWhatToDoInstead() {
        assertThatThrownBy(() -> FlinkRuntime.of("ZEPPELIN-FLINK-3_0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runtime must be a Flink runtime such as FLINK-1_20, got 'ZEPPELIN-FLINK-3_0', which is for"
                        + " Studio notebooks; export the note as an application in Studio, or run its SQL with Flink's"
                        + " Table API");
        assertThatThrownBy(() -> FlinkRuntime.of("SQL-1_0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("runtime must be a Flink runtime such as FLINK-1_20, got 'SQL-1_0', which AWS has"
                        + " discontinued; run the SQL with Flink's Table API");
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
