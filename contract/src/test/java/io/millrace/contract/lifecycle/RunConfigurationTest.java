package io.millrace.contract.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.lifecycle.RunConfiguration.NonRestoredState;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunConfigurationTest {
    @ParameterizedTest
    @MethodSource("all")
    void propertiesAreReadAsTheyWereWritten(RunConfiguration configuration) {
        assertThat(configuration.toProperties().keySet())
                .containsExactlyInAnyOrderElementsOf(LifecycleProperties.OF_RUN_CONFIGURATION);
        assertThat(RunConfiguration.of(configuration.toProperties())).isEqualTo(configuration);
    }

    static Stream<RunConfiguration> all() {
        return Stream.of(
                RunConfiguration.latestSnapshot(),
                RunConfiguration.skipRestore(),
                RunConfiguration.builder().customSnapshot("friday").build(),
                RunConfiguration.builder()
                        .customSnapshotArn("arn:aws:kinesisanalytics:eu-west-1:111122223333:snapshot/friday")
                        .nonRestoredState(NonRestoredState.ALLOWED)
                        .build());
    }

    @Test
    void differentChoicesDiffer() {
        assertThat(all()).doesNotHaveDuplicates();
    }

    @Test
    void equalChoicesHaveOneHash() {
        assertThat(RunConfiguration.skipRestore())
                .hasSameHashCodeAs(RunConfiguration.builder().skipRestore().build());
        assertThat(all().map(RunConfiguration::hashCode)).doesNotHaveDuplicates();
    }

    @Test
    void eachChoiceIsReported() {
        RunConfiguration named =
                RunConfiguration.builder().customSnapshot("friday").build();
        RunConfiguration byArn = RunConfiguration.builder()
                .customSnapshotArn("arn:friday")
                .nonRestoredState(NonRestoredState.ALLOWED)
                .build();

        assertThat(named.snapshotName()).hasValue("friday");
        assertThat(named.snapshotArn()).isEmpty();
        assertThat(named.dropsState()).isFalse();
        assertThat(byArn.snapshotName()).isEmpty();
        assertThat(byArn.snapshotArn()).hasValue("arn:friday");
        assertThat(byArn.dropsState()).isTrue();
    }

    @Test
    void itsTextNamesEveryChoice() {
        assertThat(RunConfiguration.latestSnapshot()).hasToString("RESTORE_FROM_LATEST_SNAPSHOT");
        assertThat(RunConfiguration.builder().customSnapshotArn("arn:friday").build())
                .hasToString("RESTORE_FROM_CUSTOM_SNAPSHOT arn:friday");
        assertThat(RunConfiguration.builder()
                        .customSnapshot("friday")
                        .nonRestoredState(NonRestoredState.ALLOWED)
                        .build())
                .hasToString("RESTORE_FROM_CUSTOM_SNAPSHOT friday and drops state without an operator");
    }

    @Test
    void unknownRestoreTypeIsRefused() {
        assertThatThrownBy(() -> RunConfiguration.of(Map.of("RestoreType", "GUESS")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("RestoreType must be one of [RESTORE_FROM_LATEST_SNAPSHOT, RESTORE_FROM_CUSTOM_SNAPSHOT,"
                        + " SKIP_RESTORE_FROM_SNAPSHOT], got 'GUESS'");
    }
}
