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

    FLINK_2_2,

    /** The way back from Flink 2, whose state Flink 1 cannot read: to the snapshots {@value #BEFORE_FLINK_2} of the applications. */
    FLINK_1_20_FROM_SNAPSHOT;

    /** Name of the snapshots that are taken by hand before the move. */
    static final String BEFORE_FLINK_2 = "before-flink-2";

    FlinkRuntime flink() {
        return switch (this) {
            case FLINK_1_20, FLINK_1_20_FROM_SNAPSHOT -> FlinkRuntime.FLINK_1_20;
            case FLINK_2_2_FROM_1_20, FLINK_2_2 -> FlinkRuntime.FLINK_2_2;
        };
    }

    RunConfiguration runConfiguration() {
        return switch (this) {
            case FLINK_1_20, FLINK_2_2 -> RunConfiguration.latestSnapshot();
            case FLINK_2_2_FROM_1_20 ->
                RunConfiguration.builder()
                        .nonRestoredState(NonRestoredState.ALLOWED)
                        .build();
            case FLINK_1_20_FROM_SNAPSHOT ->
                RunConfiguration.builder().customSnapshot(BEFORE_FLINK_2).build();
        };
    }
}
