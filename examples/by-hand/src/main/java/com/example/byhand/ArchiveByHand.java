package com.example.byhand;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.CfnLogStream;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** What {@code ArchiveStack} is, with CDK's L1 constructs. */
final class ArchiveByHand extends Stack {
    ArchiveByHand(Construct scope, String id, StackProps props, String jobJar) {
        super(scope, id, props);
        String orders = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
        String logs = "arn:" + getPartition() + ":logs:eu-west-1:111122223333:log-group:";
        Asset jar = Asset.Builder.create(this, "Jar").path(jobJar).build();
        CfnBucket archive = CfnBucket.Builder.create(this, "Archive")
                .bucketEncryption(CfnBucket.BucketEncryptionProperty.builder()
                        .serverSideEncryptionConfiguration(List.of(CfnBucket.ServerSideEncryptionRuleProperty.builder()
                                .serverSideEncryptionByDefault(
                                        CfnBucket.ServerSideEncryptionByDefaultProperty.builder()
                                                .sseAlgorithm("AES256")
                                                .build())
                                .build()))
                        .build())
                .build();
        archive.applyRemovalPolicy(RemovalPolicy.RETAIN);
        CfnLogGroup logGroup =
                CfnLogGroup.Builder.create(this, "LogGroup").retentionInDays(30).build();
        logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        CfnLogStream logStream = CfnLogStream.Builder.create(this, "LogStream")
                .logGroupName(logGroup.getRef())
                .build();
        logStream.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        String logStreamArn = logs + logGroup.getRef() + ":log-stream:" + logStream.getRef();
        CfnRole role = CfnRole.Builder.create(this, "Role")
                .assumeRolePolicyDocument(policy(Map.of(
                        "Effect", "Allow",
                        "Action", "sts:AssumeRole",
                        "Principal", Map.of("Service", "kinesisanalytics.amazonaws.com"),
                        "Condition",
                                Map.of(
                                        "StringEquals", Map.of("aws:SourceAccount", "111122223333"),
                                        "ArnLike",
                                                Map.of(
                                                        "aws:SourceArn",
                                                        "arn:" + getPartition() + ":kinesisanalytics:eu-west-1"
                                                                + ":111122223333:application/order-archive")))))
                .build();
        CfnPolicy policy = CfnPolicy.Builder.create(this, "Policy")
                .policyName("order-archive")
                .roles(List.of(role.getRef()))
                .policyDocument(policy(
                        allow(logs + "*", "logs:DescribeLogGroups"),
                        allow(logs + logGroup.getRef() + ":log-stream:*", "logs:DescribeLogStreams"),
                        allow(logStreamArn, "logs:PutLogEvents"),
                        allow(jar.getBucket().getBucketArn() + "/*.jar", "s3:GetObject", "s3:GetObjectVersion"),
                        allow(
                                orders,
                                "kinesis:DescribeStream",
                                "kinesis:GetRecords",
                                "kinesis:GetShardIterator",
                                "kinesis:ListShards"),
                        allow(
                                List.of(archive.getAttrArn(), archive.getAttrArn() + "/orders/*"),
                                "s3:GetObject*",
                                "s3:GetBucket*",
                                "s3:List*",
                                "s3:DeleteObject*",
                                "s3:PutObject",
                                "s3:PutObjectLegalHold",
                                "s3:PutObjectRetention",
                                "s3:PutObjectTagging",
                                "s3:PutObjectVersionTagging",
                                "s3:Abort*")))
                .build();
        CfnApplication application = CfnApplication.Builder.create(this, "Application")
                .applicationName("order-archive")
                .runtimeEnvironment("FLINK-1_20")
                .serviceExecutionRole(role.getAttrArn())
                .applicationConfiguration(CfnApplication.ApplicationConfigurationProperty.builder()
                        .applicationCodeConfiguration(CfnApplication.ApplicationCodeConfigurationProperty.builder()
                                .codeContentType("ZIPFILE")
                                .codeContent(CfnApplication.CodeContentProperty.builder()
                                        .s3ContentLocation(CfnApplication.S3ContentLocationProperty.builder()
                                                .bucketArn(jar.getBucket().getBucketArn())
                                                .fileKey(jar.getS3ObjectKey())
                                                .build())
                                        .build())
                                .build())
                        .environmentProperties(CfnApplication.EnvironmentPropertiesProperty.builder()
                                .propertyGroups(List.of(
                                        group(
                                                "InputStream0",
                                                Map.of(
                                                        "connector", "kinesis",
                                                        "stream.name", "orders",
                                                        "aws.region", "eu-west-1",
                                                        "flink.stream.initpos", "TRIM_HORIZON")),
                                        group(
                                                "Files",
                                                Map.of(
                                                        "path", "s3://" + archive.getRef() + "/orders",
                                                        "rollover", "PT5M",
                                                        "part.size", "128 mb"))))
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
                                        .parallelism(1)
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

    private static Map<String, Object> policy(Object... statements) {
        return Map.of("Version", "2012-10-17", "Statement", List.of(statements));
    }

    private static Map<String, Object> allow(Object resources, String... actions) {
        return Map.of(
                "Effect", "Allow",
                "Action", actions.length == 1 ? actions[0] : List.of(actions),
                "Resource", resources);
    }

    private static CfnApplication.PropertyGroupProperty group(String id, Map<String, String> keys) {
        return CfnApplication.PropertyGroupProperty.builder()
                .propertyGroupId(id)
                .propertyMap(keys)
                .build();
    }
}
