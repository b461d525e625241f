package io.millrace.constructs.flink;

import io.millrace.contract.lifecycle.RunConfiguration;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationMaintenanceConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationRestoreConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.FlinkRunConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.RunConfigurationProperty;

/** Creates the {@code AWS::KinesisAnalyticsV2::Application} of a {@link FlinkApplication}. */
final class ApplicationResource {
    /** Path of the mode of snapshots, which {@link FlinkApplication} overrides. */
    static final String SNAPSHOT_MODE = "ApplicationConfiguration.ApplicationSnapshotConfiguration.SnapshotMode";

    private static final DateTimeFormatter WINDOW = DateTimeFormatter.ofPattern("HH:mm");

    private ApplicationResource() {}

    static CfnApplication create(
            FlinkApplication scope,
            FlinkApplicationProps props,
            @Nullable VpcAttachment vpc,
            @Nullable StateEncryption encryption) {
        CfnApplication.Builder builder = CfnApplication.Builder.create(scope, "Resource")
                .applicationName(props.applicationName().orElse(null))
                .applicationDescription(props.description().orElse(null))
                .runtimeEnvironment(props.runtime().id())
                .serviceExecutionRole(scope.role().getRoleArn())
                .applicationConfiguration(ApplicationConfiguration.of(props, vpc, encryption));
        props.maintenanceWindow()
                .ifPresent(start -> builder.applicationMaintenanceConfiguration(
                        ApplicationMaintenanceConfigurationProperty.builder()
                                .applicationMaintenanceWindowStartTime(WINDOW.format(start))
                                .build()));
        if (!props.runConfiguration().equals(RunConfiguration.latestSnapshot())) {
            builder.runConfiguration(run(props.runConfiguration()));
        }
        CfnApplication application = builder.build();
        application.applyRemovalPolicy(props.removalPolicy());
        addEnhancedSnapshots(
                application, props.snapshots().mode(), props.runConfiguration().snapshotArn());
        return application;
    }

    private static RunConfigurationProperty run(RunConfiguration run) {
        return RunConfigurationProperty.builder()
                .applicationRestoreConfiguration(ApplicationRestoreConfigurationProperty.builder()
                        .applicationRestoreType(run.restoreType().name())
                        .snapshotName(run.snapshotName().orElse(null))
                        .build())
                .flinkRunConfiguration(FlinkRunConfigurationProperty.builder()
                        .allowNonRestoredState(run.dropsState())
                        .build())
                .build();
    }

    /** Of the two properties of enhanced snapshots, which this aws-cdk-lib does not have, sets the ARN; 2.276 has both. */
    private static void addEnhancedSnapshots(
            CfnApplication application, Optional<String> mode, Optional<String> snapshotArn) {
        if (mode.isPresent() || snapshotArn.isPresent()) {
            Validations.of(application)
                    .acknowledge(Acknowledgment.builder()
                            .id("CloudFormation-Validate::F3002")
                            .reason("enhanced snapshots are newer than the schema in this aws-cdk-lib")
                            .build());
        }
        snapshotArn.ifPresent(arn ->
                application.addPropertyOverride("RunConfiguration.ApplicationRestoreConfiguration.SnapshotArn", arn));
    }
}
