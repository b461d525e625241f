package io.millrace.lifecycle;

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

/** The service's descriptions in our words. What it leaves out is what it does by default. */
final class Descriptions {
    private Descriptions() {}

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

    static Application application(ApplicationDetail detail) {
        Optional<ApplicationConfigurationDescription> configuration =
                Optional.ofNullable(detail.applicationConfigurationDescription());
        return new Application(
                detail.applicationStatusAsString(),
                detail.applicationVersionId(),
                configuration
                        .map(ApplicationConfigurationDescription::applicationCodeConfigurationDescription)
                        .map(ApplicationCodeConfigurationDescription::codeContentDescription)
                        .map(CodeContentDescription::s3ApplicationCodeLocationDescription)
                        .map(S3ApplicationCodeLocationDescription::fileKey)
                        .orElse(""),
                detail.runtimeEnvironmentAsString(),
                configuration
                        .map(ApplicationConfigurationDescription::runConfigurationDescription)
                        .map(Descriptions::runConfiguration)
                        .orElse(RunConfiguration.DEFAULT));
    }

    private static RunConfiguration runConfiguration(RunConfigurationDescription description) {
        Optional<ApplicationRestoreConfiguration> restore =
                Optional.ofNullable(description.applicationRestoreConfigurationDescription());
        return new RunConfiguration(
                restore.map(ApplicationRestoreConfiguration::applicationRestoreTypeAsString)
                        .orElse(RunConfiguration.DEFAULT.restoreType()),
                restore.map(ApplicationRestoreConfiguration::snapshotName),
                Optional.ofNullable(description.flinkRunConfigurationDescription())
                        .map(FlinkRunConfiguration::allowNonRestoredState)
                        .orElse(false));
    }
}
