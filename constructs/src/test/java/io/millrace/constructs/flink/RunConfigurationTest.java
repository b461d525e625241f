package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunConfigurationTest {
    private static final String ARN = "arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/friday";

    @Test
    void aSnapshotIsNamedAsItsKindIs() {
        assertThat(RunConfiguration.customSnapshot("friday").mistakes(Snapshots.LEGACY))
                .isEmpty();
        assertThat(RunConfiguration.customSnapshotArn(ARN).mistakes(Snapshots.ENHANCED))
                .isEmpty();
        assertThat(RunConfiguration.customSnapshot("friday").mistakes(Snapshots.ENHANCED))
                .containsExactly("an enhanced snapshot must be named by its ARN, got the name 'friday'; use"
                        + " RunConfiguration.customSnapshotArn");
        assertThat(RunConfiguration.customSnapshotArn(ARN).mistakes(Snapshots.LEGACY))
                .containsExactly("a snapshot must be named by its name, unless snapshots are ENHANCED, got the ARN '"
                        + ARN + "'; use RunConfiguration.customSnapshot");
    }

    @Test
    void namesAndArnsAreOfTheServicesForm() {
        String rule = "snapshot name must be 1 to 256 letters, digits, '_', '.' or '-', got '";

        assertThat(RunConfiguration.customSnapshot("a".repeat(256)).mistakes(Snapshots.LEGACY))
                .isEmpty();
        assertThat(RunConfiguration.customSnapshot("a".repeat(257)).mistakes(Snapshots.LEGACY))
                .containsExactly(rule + "a".repeat(257) + "'");
        assertThat(RunConfiguration.customSnapshot("").mistakes(Snapshots.LEGACY))
                .containsExactly(rule + "'");
        assertThat(RunConfiguration.customSnapshotArn("friday").mistakes(Snapshots.ENHANCED))
                .containsExactly("snapshot ARN must be like"
                        + " 'arn:aws:kinesisanalytics:<region>:<account>:snapshot/<name>', got 'friday'");
    }

    @Test
    void droppingStateIsAChoiceBesidesWhatIsRestored() {
        RunConfiguration run = RunConfiguration.latestSnapshot().allowNonRestoredState();

        assertThat(run.restoreType()).isEqualTo(RunConfiguration.RestoreType.RESTORE_FROM_LATEST_SNAPSHOT);
        assertThat(run.isDefault()).isFalse();
        assertThat(RunConfiguration.latestSnapshot().isDefault()).isTrue();
    }
}
