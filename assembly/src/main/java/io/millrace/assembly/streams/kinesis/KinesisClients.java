package io.millrace.assembly.streams.kinesis;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Makes clients of the local Kinesis. */
public final class KinesisClients {
    /** Not a secret: the local Kinesis takes any. */
    public static final String ANY_CREDENTIAL = "local";

    /** The local Kinesis may be started again meanwhile: some 20 seconds of retries outlast that. */
    private static final int ATTEMPTS = 12;

    private KinesisClients() {}

    public static KinesisClient of(URI endpoint, String region) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY_CREDENTIAL, ANY_CREDENTIAL)))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(ATTEMPTS)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
