package io.millrace.promises;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesisanalyticsv2.KinesisAnalyticsV2Client;

/** Clients of the services that the suite uses. */
public record AwsClients(
        CloudFormationClient stacks, KinesisClient streams, KinesisAnalyticsV2Client flink, CloudWatchClient alarms)
        implements AutoCloseable {

    /** Clients with the AWS SDK's default credentials and region. */
    public static AwsClients ofTheEnvironment() {
        return new AwsClients(
                connect(CloudFormationClient.builder()),
                connect(KinesisClient.builder()),
                connect(KinesisAnalyticsV2Client.builder()),
                connect(CloudWatchClient.builder()));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C connect(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()).build();
    }

    @Override
    public void close() {
        stacks.close();
        streams.close();
        flink.close();
        alarms.close();
    }
}
