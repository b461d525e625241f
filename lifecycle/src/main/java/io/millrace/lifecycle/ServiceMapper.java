package io.millrace.lifecycle;

import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.lifecycle.RunConfiguration.RestoreType;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationCodeConfigurationDescription;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationConfigurationDescription;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationDetail;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationOperationInfo;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.ApplicationRestoreConfiguration;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.CodeContentDescription;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.FlinkRunConfiguration;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.RunConfigurationDescription;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.S3ApplicationCodeLocationDescription;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotDetails;
import software.amazon.awssdk.services.kinesisanalyticsv2.model.SnapshotStatus;

/** Maps the service's descriptions to this package's types. A missing value is the service's default. */
final class ServiceMapper {
    private ServiceMapper() {}

    static Operation operation(ApplicationOperationInfo info) {
        return new Operation(
                info.operation(),
                info.operationId(),
                switch (info.operationStatus()) {
                    case IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> Operation.Status.IN_PROGRESS;
                    case SUCCESSFUL -> Operation.Status.SUCCESSFUL;
                    case FAILED, CANCELLED -> Operation.Status.FAILED;
                },
                info.startTime(),
                Optional.ofNullable(info.endTime()));
    }

    static SnapshotRetention.Snapshot snapshot(SnapshotDetails details) {
        return new SnapshotRetention.Snapshot(
                details.snapshotName(),
                details.snapshotCreationTimestamp(),
                details.snapshotStatus() == SnapshotStatus.READY);
    }

    static ApplicationView application(ApplicationDetail detail) {
        Optional<ApplicationConfigurationDescription> configuration =
                Optional.ofNullable(detail.applicationConfigurationDescription());
        return new ApplicationView(
                detail.applicationStatusAsString(),
                detail.applicationVersionId(),
                configuration
                        .map(ApplicationConfigurationDescription::applicationCodeConfigurationDescription)
                        .map(ApplicationCodeConfigurationDescription::codeContentDescription)
                        .map(CodeContentDescription::s3ApplicationCodeLocationDescription)
                        .map(ServiceMapper::codeKey)
                        .orElse(""),
                detail.runtimeEnvironmentAsString(),
                configuration
                        .map(ApplicationConfigurationDescription::runConfigurationDescription)
                        .map(ServiceMapper::runConfiguration)
                        .orElse(Optional.of(RunConfiguration.latestSnapshot())));
    }

    private static String codeKey(S3ApplicationCodeLocationDescription code) {
        return code.fileKey() + (code.objectVersion() == null ? "" : ApplicationView.VERSION + code.objectVersion());
    }

    private static Optional<RunConfiguration> runConfiguration(RunConfigurationDescription description) {
        Optional<ApplicationRestoreConfiguration> restore =
                Optional.ofNullable(description.applicationRestoreConfigurationDescription());
        return restoreType(restore.map(ApplicationRestoreConfiguration::applicationRestoreTypeAsString)
                        .orElse(RestoreType.RESTORE_FROM_LATEST_SNAPSHOT.name()))
                .map(type -> RunConfiguration.of(
                        type,
                        restore.map(ApplicationRestoreConfiguration::snapshotName)
                                .orElse(null),
                        null,
                        Optional.ofNullable(description.flinkRunConfigurationDescription())
                                .map(FlinkRunConfiguration::allowNonRestoredState)
                                .orElse(false)));
    }

    private static Optional<RestoreType> restoreType(String name) {
        return Arrays.stream(RestoreType.values())
                .filter(type -> type.name().equals(name))
                .findFirst();
    }
}
