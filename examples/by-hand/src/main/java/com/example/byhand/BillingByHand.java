package com.example.byhand;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.amazon.awscdk.services.logs.CfnLogStream;
import software.constructs.Construct;

/** What {@code BillingStack} is, with CDK's L1 constructs. */
final class BillingByHand extends Stack {
    BillingByHand(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        String streams = "arn:aws:kinesis:eu-west-1:111122223333:stream/";
        String logs = "arn:" + getPartition() + ":logs:eu-west-1:111122223333:log-group:";
        CfnLogStream logStream = CfnLogStream.Builder.create(this, "LogStream")
                .logGroupName("/team/billing")
                .build();
        logStream.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        String logStreamArn = logs + "/team/billing:log-stream:" + logStream.getRef();
        CfnPolicy policy = CfnPolicy.Builder.create(this, "Policy")
                .policyName("billing-job")
                .roles(List.of("billing"))
                .policyDocument(Map.of(
                        "Version",
                        "2012-10-17",
                        "Statement",
                        List.of(
                                allow(logs + "*", "logs:DescribeLogGroups"),
                                allow(logs + "/team/billing:log-stream:*", "logs:DescribeLogStreams"),
                                allow(logStreamArn, "logs:PutLogEvents"),
                                allow(
                                        "arn:" + getPartition() + ":s3:::team-releases/billing/*",
                                        "s3:GetObject",
                                        "s3:GetObjectVersion"),
                                allow(
                                        streams + "orders",
                                        "kinesis:DescribeStream",
                                        "kinesis:GetRecords",
                                        "kinesis:GetShardIterator",
                                        "kinesis:ListShards"),
                                allow(streams + "bills", "kinesis:PutRecords"))))
                .build();
        CfnApplication application = CfnApplication.Builder.create(this, "Application")
                .applicationName("billing")
                .runtimeEnvironment("FLINK-1_20")
                .serviceExecutionRole("arn:aws:iam::111122223333:role/team/billing")
                .applicationConfiguration(CfnApplication.ApplicationConfigurationProperty.builder()
                        .applicationCodeConfiguration(CfnApplication.ApplicationCodeConfigurationProperty.builder()
                                .codeContentType("ZIPFILE")
                                .codeContent(CfnApplication.CodeContentProperty.builder()
                                        .s3ContentLocation(CfnApplication.S3ContentLocationProperty.builder()
                                                .bucketArn("arn:" + getPartition() + ":s3:::team-releases")
                                                .fileKey("billing/1.4.jar")
                                                .objectVersion("k9DsV3aQ")
                                                .build())
                                        .build())
                                .build())
                        .environmentProperties(CfnApplication.EnvironmentPropertiesProperty.builder()
                                .propertyGroups(List.of(
                                        group(
                                                "orders",
                                                Map.of(
                                                        "connector", "kinesis",
                                                        "stream.name", "orders",
                                                        "aws.region", "eu-west-1",
                                                        "flink.stream.initpos", "TRIM_HORIZON")),
                                        group(
                                                "bills",
                                                Map.of(
                                                        "connector", "kinesis",
                                                        "stream.name", "bills",
                                                        "aws.region", "eu-west-1"))))
                                .build())
                        .flinkApplicationConfiguration(CfnApplication.FlinkApplicationConfigurationProperty.builder()
                                .checkpointConfiguration(CfnApplication.CheckpointConfigurationProperty.builder()
                                        .configurationType("CUSTOM")
                                        .checkpointingEnabled(true)
                                        .checkpointInterval(60_000)
                                        .minPauseBetweenCheckpoints(5_000)
                                        .build())
                                .monitoringConfiguration(CfnApplication.MonitoringConfigurationProperty.builder()
                                        .configurationType("CUSTOM")
                                        .logLevel("INFO")
                                        .metricsLevel("APPLICATION")
                                        .build())
                                .parallelismConfiguration(CfnApplication.ParallelismConfigurationProperty.builder()
                                        .configurationType("CUSTOM")
                                        .parallelism(2)
                                        .parallelismPerKpu(1)
                                        .autoScalingEnabled(false)
                                        .build())
                                .build())
                        .applicationSnapshotConfiguration(
                                CfnApplication.ApplicationSnapshotConfigurationProperty.builder()
                                        .snapshotsEnabled(true)
                                        .build())
                        .applicationSystemRollbackConfiguration(
                                CfnApplication.ApplicationSystemRollbackConfigurationProperty.builder()
                                        .rollbackEnabled(true)
                                        .build())
                        .build())
                .build();
        application.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        application.getNode().addDependency(policy, logStream);
        CfnApplicationCloudWatchLoggingOption.Builder.create(this, "LoggingOption")
                .applicationName(application.getRef())
                .cloudWatchLoggingOption(CfnApplicationCloudWatchLoggingOption.CloudWatchLoggingOptionProperty.builder()
                        .logStreamArn(logStreamArn)
                        .build())
                .build();
    }

    private static Map<String, Object> allow(String resource, String... actions) {
        return Map.of(
                "Effect", "Allow", "Action", actions.length == 1 ? actions[0] : List.of(actions), "Resource", resource);
    }

    private static CfnApplication.PropertyGroupProperty group(String id, Map<String, String> keys) {
        return CfnApplication.PropertyGroupProperty.builder()
                .propertyGroupId(id)
                .propertyMap(keys)
                .build();
    }
}
