package io.millrace.constructs.flink;

import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationMaintenanceConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationRestoreConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.FlinkRunConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.RunConfigurationProperty;

/** Makes the {@code AWS::KinesisAnalyticsV2::Application} of a {@link FlinkApplication}. */
final class ApplicationResource {
    private static final DateTimeFormatter WINDOW = DateTimeFormatter.ofPattern("HH:mm");

    private ApplicationResource() {}

    static CfnApplication create(
            FlinkApplication scope,
            FlinkApplicationBuilder options,
            FlinkJobJar jar,
            @Nullable VpcAttachment vpc,
            @Nullable StateEncryption encryption) {
        CfnApplication.Builder builder = CfnApplication.Builder.create(scope, "Resource")
                .applicationName(options.applicationName)
                .applicationDescription(options.description)
                .runtimeEnvironment(options.runtime.id())
                .serviceExecutionRole(scope.role().getRoleArn())
                .applicationConfiguration(ApplicationConfiguration.of(options, jar, vpc, encryption));
        if (options.maintenanceWindow != null) {
            builder.applicationMaintenanceConfiguration(ApplicationMaintenanceConfigurationProperty.builder()
                    .applicationMaintenanceWindowStartTime(WINDOW.format(options.maintenanceWindow))
                    .build());
        }
        if (!options.runConfiguration.isDefault()) {
            builder.runConfiguration(run(options.runConfiguration));
        }
        CfnApplication application = builder.build();
        application.applyRemovalPolicy(options.removalPolicy);
        overrideWhatTheLibraryLacks(application, options);
        return application;
    }

    private static RunConfigurationProperty run(RunConfiguration run) {
        return RunConfigurationProperty.builder()
                .applicationRestoreConfiguration(ApplicationRestoreConfigurationProperty.builder()
                        .applicationRestoreType(run.restoreType().name())
                        .snapshotName(run.snapshotName().orElse(null))
                        .build())
                .flinkRunConfiguration(FlinkRunConfigurationProperty.builder()
                        .allowNonRestoredState(run.nonRestoredState() == RunConfiguration.NonRestoredState.ALLOWED)
                        .build())
                .build();
    }

    /** Enhanced snapshots are newer than this aws-cdk-lib; 2.276 has both properties. */
    private static void overrideWhatTheLibraryLacks(CfnApplication application, FlinkApplicationBuilder options) {
        if (options.snapshots == Snapshots.ENHANCED
                || options.runConfiguration.snapshotArn().isPresent()) {
            Validations.of(application)
                    .acknowledge(Acknowledgment.builder()
                            .id("CloudFormation-Validate::F3002")
                            .reason("enhanced snapshots are newer than the schema that this aws-cdk-lib checks with")
                            .build());
        }
        if (options.snapshots == Snapshots.ENHANCED) {
            application.addPropertyOverride(
                    "ApplicationConfiguration.ApplicationSnapshotConfiguration.SnapshotMode", "ENHANCED_SNAPSHOTS");
        }
        options.runConfiguration
                .snapshotArn()
                .ifPresent(arn -> application.addPropertyOverride(
                        "RunConfiguration.ApplicationRestoreConfiguration.SnapshotArn", arn));
    }
}
