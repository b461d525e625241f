package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.lifecycle.RunConfiguration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotsTest {
    private static final RunConfiguration BY_NAME =
            RunConfiguration.builder().customSnapshot("friday").build();
    private static final RunConfiguration BY_ARN = RunConfiguration.builder()
            .customSnapshotArn("arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/friday")
            .build();

    @ParameterizedTest
    @EnumSource(
            value = Snapshots.class,
            names = {"LEGACY", "DISABLED"})
    void anApplicationsSnapshotIsGivenByItsName(Snapshots snapshots) {
        assertThat(snapshots.violations(FlinkRuntime.FLINK_1_20, BY_NAME)).isEmpty();
        assertThat(snapshots.violations(FlinkRuntime.FLINK_1_20, BY_ARN))
                .containsExactly("a snapshot to restore must be given by its name with "
                        + snapshots.name().toLowerCase(Locale.ROOT)
                        + " snapshots, got the ARN 'arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/friday';"
                        + " use customSnapshot");
    }

    @Test
    void anEnhancedSnapshotIsGivenByItsArn() {
        assertThat(Snapshots.ENHANCED.violations(FlinkRuntime.FLINK_1_20, BY_ARN))
                .isEmpty();
        assertThat(Snapshots.ENHANCED.violations(FlinkRuntime.FLINK_1_20, BY_NAME))
                .containsExactly("a snapshot to restore must be given by its ARN with enhanced snapshots, got the name"
                        + " 'friday'; use customSnapshotArn");
    }

    @Test
    void onlyEnhancedSnapshotsNeedARuntime() {
        RunConfiguration latest = RunConfiguration.latestSnapshot();

        assertThat(Snapshots.LEGACY.violations(FlinkRuntime.FLINK_1_15, latest)).isEmpty();
        assertThat(Snapshots.DISABLED.violations(FlinkRuntime.FLINK_1_15, latest))
                .isEmpty();
        assertThat(Snapshots.ENHANCED.violations(FlinkRuntime.FLINK_2_2, latest))
                .isEmpty();
        assertThat(Snapshots.ENHANCED.violations(FlinkRuntime.FLINK_1_19, latest))
                .containsExactly("enhanced snapshots must run on FLINK-1_20 or later, got 'FLINK-1_19'; raise the"
                        + " runtime or use Snapshots.LEGACY");
    }
}
