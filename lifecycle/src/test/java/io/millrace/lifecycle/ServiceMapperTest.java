package io.millrace.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.lifecycle.RunConfiguration.RestoreType;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfo;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RunConfigurationDescription;

class ServiceMapperTest {
    /** An operation of which the service says something new may go on. */
    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, IN_PROGRESS",
        "SUCCESSFUL, SUCCESSFUL",
        "FAILED, FAILED",
        "CANCELLED, FAILED",
        "A_NEW_STATUS, IN_PROGRESS"
    })
    void anOperationHasEndedOnlyIfItsStatusSaysSo(String status, Operation.Status mapped) {
        ApplicationOperationInfo info = ApplicationOperationInfo.builder()
                .operation("UpdateApplication")
                .operationId("1")
                .operationStatus(status)
                .startTime(Instant.EPOCH)
                .build();

        assertThat(ServiceMapper.operation(info).status()).isEqualTo(mapped);
    }

    @Test
    void anApplicationWithoutACodeInS3HasNone() {
        ApplicationView view = ServiceMapper.application(
                application().applicationConfigurationDescription(any -> {}).build());

        assertThat(view.codeKey()).isEmpty();
    }

    @Test
    void withoutARunConfigurationTheServiceStartsFromTheLatestSnapshot() {
        assertThat(ServiceMapper.application(application().build()).runConfiguration())
                .contains(RunConfiguration.latestSnapshot());
        assertThat(runConfiguration(run -> {})).contains(RunConfiguration.latestSnapshot());
    }

    @Test
    void aRunConfigurationIsReadAsTheServiceHasIt() {
        assertThat(runConfiguration(run -> run.applicationRestoreConfigurationDescription(
                                restore -> restore.applicationRestoreType("RESTORE_FROM_CUSTOM_SNAPSHOT")
                                        .snapshotName("before-noon"))
                        .flinkRunConfigurationDescription(flink -> flink.allowNonRestoredState(true))))
                .contains(RunConfiguration.of(RestoreType.RESTORE_FROM_CUSTOM_SNAPSHOT, "before-noon", null, true));
    }

    @Test
    void aRestoreTypeThatIsUnknownHereIsTakenForNone() {
        assertThat(runConfiguration(run -> run.applicationRestoreConfigurationDescription(
                        restore -> restore.applicationRestoreType("A_NEW_TYPE"))))
                .isEmpty();
    }

    private static Optional<RunConfiguration> runConfiguration(Consumer<RunConfigurationDescription.Builder> run) {
        return ServiceMapper.application(application()
                        .applicationConfigurationDescription(
                                configuration -> configuration.runConfigurationDescription(run))
                        .build())
                .runConfiguration();
    }

    private static ApplicationDetail.Builder application() {
        return ApplicationDetail.builder()
                .applicationStatus("RUNNING")
                .applicationVersionId(1L)
                .runtimeEnvironment("FLINK-1_20");
    }
}
