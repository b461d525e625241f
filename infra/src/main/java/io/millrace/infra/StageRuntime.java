package io.millrace.infra;

import io.millrace.constructs.flink.FlinkRuntime;
import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.lifecycle.RunConfiguration.NonRestoredState;

/** What an environment's jobs run on, and what a deployment restores there. */
enum StageRuntime {
    FLINK_1_20,

    /**
     * The move from {@link #FLINK_1_20}. State of the Kinesis source of Flink 1 is dropped: no other source can read it, and
     * the jobs know from their own state what they have read (docs/operating.md, "Move to Flink 2").
     */
    FLINK_2_2_FROM_1_20,

    FLINK_2_2;

    FlinkRuntime flink() {
        return this == FLINK_1_20 ? FlinkRuntime.FLINK_1_20 : FlinkRuntime.FLINK_2_2;
    }

    RunConfiguration runConfiguration() {
        return RunConfiguration.builder()
                .nonRestoredState(this == FLINK_2_2_FROM_1_20 ? NonRestoredState.ALLOWED : NonRestoredState.REFUSED)
                .build();
    }
}
