package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.lifecycle.RunConfiguration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A move goes forward with the newest state, and back with that from before. */
class StageRuntimeTest {
    @Test
    void eachValueNamesARuntimeAndWhatItRestores() {
        Map<StageRuntime, String> values = new EnumMap<>(StageRuntime.class);
        for (StageRuntime value : StageRuntime.values()) {
            RunConfiguration run = value.runConfiguration();
            values.put(
                    value,
                    value.flink().id() + " " + run.snapshotName().orElse("latest")
                            + (run.dropsState() ? ", may drop state" : ""));
        }

        assertThat(values)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        StageRuntime.FLINK_1_20, "FLINK-1_20 latest",
                        StageRuntime.FLINK_2_2_FROM_1_20, "FLINK-2_2 latest, may drop state",
                        StageRuntime.FLINK_2_2, "FLINK-2_2 latest",
                        StageRuntime.FLINK_1_20_FROM_SNAPSHOT, "FLINK-1_20 before-flink-2"));
    }
}
