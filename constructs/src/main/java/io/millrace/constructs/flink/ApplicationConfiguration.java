package io.millrace.constructs.flink;

import io.millrace.constructs.flink.jar.FlinkCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationCodeConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationSnapshotConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ApplicationSystemRollbackConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.CheckpointConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.CodeContentProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.EnvironmentPropertiesProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.FlinkApplicationConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.MonitoringConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.ParallelismConfigurationProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.PropertyGroupProperty;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.S3ContentLocationProperty;

/** Renders the property {@code ApplicationConfiguration} of {@code AWS::KinesisAnalyticsV2::Application}. */
final class ApplicationConfiguration {
    /** With the other type, {@code DEFAULT}, the service ignores the values. */
    private static final String CUSTOM = "CUSTOM";

    private ApplicationConfiguration() {}

    static ApplicationConfigurationProperty of(
            FlinkApplicationProps props, @Nullable VpcAttachment vpc, @Nullable StateEncryption encryption) {
        return ApplicationConfigurationProperty.builder()
                .applicationCodeConfiguration(code(props.code()))
                .environmentProperties(EnvironmentPropertiesProperty.builder()
                        .propertyGroups(props.bindings().propertyGroups().entrySet().stream()
                                .map(group -> group(group.getKey(), group.getValue()))
                                .toList())
                        .build())
                .flinkApplicationConfiguration(FlinkApplicationConfigurationProperty.builder()
                        .checkpointConfiguration(checkpoints(props.checkpointing()))
                        .monitoringConfiguration(monitoring(props))
                        .parallelismConfiguration(parallelism(props.capacity()))
                        .build())
                .applicationSnapshotConfiguration(ApplicationSnapshotConfigurationProperty.builder()
                        .snapshotsEnabled(props.snapshots().enabled())
                        .build())
                .applicationSystemRollbackConfiguration(ApplicationSystemRollbackConfigurationProperty.builder()
                        .rollbackEnabled(props.systemRollback() == SystemRollback.ENABLED)
                        .build())
                .vpcConfigurations(vpc == null ? null : List.of(vpc.property()))
                .applicationEncryptionConfiguration(encryption == null ? null : encryption.property())
                .build();
    }

    private static ApplicationCodeConfigurationProperty code(FlinkCode code) {
        return ApplicationCodeConfigurationProperty.builder()
                .codeContentType("ZIPFILE")
                .codeContent(CodeContentProperty.builder()
                        .s3ContentLocation(S3ContentLocationProperty.builder()
                                .bucketArn(code.bucketArn())
                                .fileKey(code.objectKey())
                                .objectVersion(code.objectVersion().orElse(null))
                                .build())
                        .build())
                .build();
    }

    private static PropertyGroupProperty group(String id, Map<String, String> keys) {
        return PropertyGroupProperty.builder()
                .propertyGroupId(id)
                .propertyMap(keys)
                .build();
    }

    private static CheckpointConfigurationProperty checkpoints(Checkpointing checkpointing) {
        CheckpointConfigurationProperty.Builder builder =
                CheckpointConfigurationProperty.builder().configurationType(CUSTOM);
        if (checkpointing.state() == Checkpointing.State.DISABLED) {
            return builder.checkpointingEnabled(false).build();
        }
        return builder.checkpointingEnabled(true)
                .checkpointInterval(checkpointing.interval().toMillis())
                .minPauseBetweenCheckpoints(checkpointing.minPause().toMillis())
                .build();
    }

    private static MonitoringConfigurationProperty monitoring(FlinkApplicationProps props) {
        return MonitoringConfigurationProperty.builder()
                .configurationType(CUSTOM)
                .logLevel(props.logLevel().name())
                .metricsLevel(props.metricsLevel().name())
                .build();
    }

    private static ParallelismConfigurationProperty parallelism(Capacity capacity) {
        return ParallelismConfigurationProperty.builder()
                .configurationType(CUSTOM)
                .parallelism(capacity.parallelism())
                .parallelismPerKpu(capacity.parallelismPerKpu())
                .autoScalingEnabled(capacity.scaling() == Capacity.Scaling.AUTOMATIC)
                .build();
    }
}
