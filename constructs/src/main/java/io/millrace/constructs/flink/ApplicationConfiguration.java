package io.millrace.constructs.flink;

import java.util.Map;
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
    /** The service ignores every value next to its other type, {@code DEFAULT}. */
    private static final String CUSTOM = "CUSTOM";

    private ApplicationConfiguration() {}

    static ApplicationConfigurationProperty of(
            FlinkJobJar jar,
            Map<String, Map<String, String>> groups,
            FlinkApplicationConfigurationProperty flinkConfiguration) {
        return ApplicationConfigurationProperty.builder()
                .applicationCodeConfiguration(code(jar))
                .environmentProperties(EnvironmentPropertiesProperty.builder()
                        .propertyGroups(groups.entrySet().stream()
                                .map(group -> group(group.getKey(), group.getValue()))
                                .toList())
                        .build())
                .flinkApplicationConfiguration(flinkConfiguration)
                // without snapshots an update starts from an empty state
                .applicationSnapshotConfiguration(ApplicationSnapshotConfigurationProperty.builder()
                        .snapshotsEnabled(true)
                        .build())
                .applicationSystemRollbackConfiguration(ApplicationSystemRollbackConfigurationProperty.builder()
                        .rollbackEnabled(true)
                        .build())
                .build();
    }

    static FlinkApplicationConfigurationProperty flink(
            Capacity capacity, Checkpointing checkpointing, LogLevel logLevel, MetricsLevel metricsLevel) {
        return FlinkApplicationConfigurationProperty.builder()
                .checkpointConfiguration(checkpoints(checkpointing))
                .monitoringConfiguration(MonitoringConfigurationProperty.builder()
                        .configurationType(CUSTOM)
                        .logLevel(logLevel.name())
                        .metricsLevel(metricsLevel.name())
                        .build())
                .parallelismConfiguration(ParallelismConfigurationProperty.builder()
                        .configurationType(CUSTOM)
                        .parallelism(capacity.parallelism())
                        .parallelismPerKpu(capacity.parallelismPerKpu())
                        .autoScalingEnabled(capacity.scaling() == Capacity.Scaling.AUTOMATIC)
                        .build())
                .build();
    }

    private static ApplicationCodeConfigurationProperty code(FlinkJobJar jar) {
        return ApplicationCodeConfigurationProperty.builder()
                .codeContentType("ZIPFILE")
                .codeContent(CodeContentProperty.builder()
                        .s3ContentLocation(S3ContentLocationProperty.builder()
                                .bucketArn(jar.bucketArn())
                                .fileKey(jar.objectKey())
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
        return CheckpointConfigurationProperty.builder()
                .configurationType(CUSTOM)
                .checkpointingEnabled(true)
                .checkpointInterval(checkpointing.interval().toMillis())
                .minPauseBetweenCheckpoints(checkpointing.minPause().toMillis())
                .build();
    }
}
