package com.example.byhand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.kinesis.CfnStreamConsumer;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.CfnLogStream;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** What {@code TotalsStack} is, with CDK's L1 constructs. */
final class TotalsByHand extends Stack {
    private static final String SERVICE = "kinesisanalytics.amazonaws.com";
    private static final String INFRASTRUCTURE = "infrastructure.kinesisanalytics.amazonaws.com";

    TotalsByHand(Construct scope, String id, StackProps props, String jobJar) {
        super(scope, id, props);
        String orders = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
        String totals = "arn:aws:kinesis:eu-west-1:111122223333:stream/totals";
        String ec2 = "arn:" + getPartition() + ":ec2:eu-west-1:";
        String logs = "arn:" + getPartition() + ":logs:eu-west-1:111122223333:log-group:";
        String applicationArn =
                "arn:" + getPartition() + ":kinesisanalytics:eu-west-1:111122223333:application/order-totals";
        Asset jar = Asset.Builder.create(this, "Jar").path(jobJar).build();
        CfnStreamConsumer consumer = CfnStreamConsumer.Builder.create(this, "Consumer")
                .streamArn(orders)
                .consumerName("order-totals")
                .build();
        CfnLogGroup logGroup =
                CfnLogGroup.Builder.create(this, "LogGroup").retentionInDays(30).build();
        logGroup.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        CfnLogStream logStream = CfnLogStream.Builder.create(this, "LogStream")
                .logGroupName(logGroup.getRef())
                .build();
        logStream.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
        String logStreamArn = logs + logGroup.getRef() + ":log-stream:" + logStream.getRef();
        CfnSecurityGroup securityGroup = CfnSecurityGroup.Builder.create(this, "SecurityGroup")
                .vpcId("vpc-0a1b2c3d4e5f60718")
                .groupDescription("order-totals")
                .securityGroupEgress(List.of(CfnSecurityGroup.EgressProperty.builder()
                        .ipProtocol("-1")
                        .cidrIp("0.0.0.0/0")
                        .build()))
                .build();
        Map<String, Object> account = Map.of("aws:SourceAccount", "111122223333");
        Map<String, Object> source =
                Map.of("ArnLike", Map.of("aws:SourceArn", applicationArn), "StringEquals", account);
        Map<String, Object> state =
                Map.of("StringLike", Map.of("kms:EncryptionContext:aws:kinesisanalytics:arn", applicationArn));
        Map<String, Object> both = new HashMap<>(source);
        both.putAll(state);
        Map<String, Object> grants = new HashMap<>(state);
        grants.put("StringEquals", Map.of("kms:GrantConstraintType", "EncryptionContextSubset"));
        grants.put("ForAllValues:StringEquals", Map.of("kms:GrantOperations", "Decrypt"));
        CfnKey key = CfnKey.Builder.create(this, "Key")
                .enableKeyRotation(true)
                .keyPolicy(policy(
                        Map.of(
                                "Effect", "Allow",
                                "Action", "kms:*",
                                "Principal", Map.of("AWS", "arn:" + getPartition() + ":iam::111122223333:root"),
                                "Resource", "*"),
                        trust(List.of(SERVICE, INFRASTRUCTURE), source, "kms:DescribeKey"),
                        trust(SERVICE, both, "kms:GenerateDataKey"),
                        trust(SERVICE, state, "kms:Decrypt"),
                        trust(INFRASTRUCTURE, state, "kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"),
                        trust(INFRASTRUCTURE, grants, "kms:CreateGrant")))
                .build();
        key.applyRemovalPolicy(RemovalPolicy.RETAIN);
        CfnRole role = CfnRole.Builder.create(this, "Role")
                .assumeRolePolicyDocument(policy(Map.of(
                        "Effect", "Allow",
                        "Action", "sts:AssumeRole",
                        "Principal", Map.of("Service", SERVICE),
                        "Condition", source)))
                .build();
        CfnPolicy policy = CfnPolicy.Builder.create(this, "Policy")
                .policyName("order-totals")
                .roles(List.of(role.getRef()))
                .policyDocument(policy(
                        allow(logs + "*", "logs:DescribeLogGroups"),
                        allow(logs + logGroup.getRef() + ":log-stream:*", "logs:DescribeLogStreams"),
                        allow(logStreamArn, "logs:PutLogEvents"),
                        allow(jar.getBucket().getBucketArn() + "/*.jar", "s3:GetObject", "s3:GetObjectVersion"),
                        allow(orders, "kinesis:DescribeStreamSummary", "kinesis:ListShards"),
                        allow(consumer.getAttrConsumerArn(), "kinesis:SubscribeToShard"),
                        allow(
                                List.of(
                                        orders,
                                        consumer.getAttrConsumerArn(),
                                        orders + "/consumer/" + consumer.getAttrConsumerName(),
                                        orders + "/consumer/" + consumer.getAttrConsumerName() + ":*"),
                                "kinesis:DescribeStreamConsumer"),
                        allow(totals, "kinesis:PutRecords"),
                        allow(
                                "*",
                                "ec2:DescribeDhcpOptions",
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSubnets",
                                "ec2:DescribeVpcs"),
                        allow(
                                ec2 + "111122223333:network-interface/*",
                                "ec2:CreateNetworkInterfacePermission",
                                "ec2:DeleteNetworkInterface"),
                        allow(
                                List.of(
                                        ec2 + "111122223333:network-interface/*",
                                        ec2 + "*:subnet/subnet-0a1b2c3d4e5f60711",
                                        ec2 + "*:subnet/subnet-0a1b2c3d4e5f60712",
                                        ec2 + "*:security-group/" + securityGroup.getAttrGroupId()),
                                "ec2:CreateNetworkInterface")))
                .build();
        CfnApplication application = CfnApplication.Builder.create(this, "Application")
                .applicationName("order-totals")
                .runtimeEnvironment("FLINK-2_2")
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
                                                "orders",
                                                Map.of(
                                                        "connector", "kinesis",
                                                        "stream.arn", orders,
                                                        "aws.region", "eu-west-1",
                                                        "source.init.position", "TRIM_HORIZON",
                                                        "source.reader.type", "EFO",
                                                        "source.efo.lifecycle", "SELF_MANAGED",
                                                        "source.efo.consumer.name", consumer.getAttrConsumerName())),
                                        group(
                                                "totals",
                                                Map.of(
                                                        "connector", "kinesis",
                                                        "stream.arn", totals,
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
                        .vpcConfigurations(List.of(CfnApplication.VpcConfigurationProperty.builder()
                                .subnetIds(List.of("subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"))
                                .securityGroupIds(List.of(securityGroup.getAttrGroupId()))
                                .build()))
                        .applicationEncryptionConfiguration(
                                CfnApplication.ApplicationEncryptionConfigurationProperty.builder()
                                        .keyType("CUSTOMER_MANAGED_KEY")
                                        .keyId(key.getAttrArn())
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

    private static Map<String, Object> trust(Object services, Map<String, Object> condition, String... actions) {
        return Map.of(
                "Effect", "Allow",
                "Action", actions.length == 1 ? actions[0] : List.of(actions),
                "Principal", Map.of("Service", services),
                "Resource", "*",
                "Condition", condition);
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
