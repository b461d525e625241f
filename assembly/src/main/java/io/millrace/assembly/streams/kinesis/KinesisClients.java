package io.millrace.assembly.streams.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Creates AWS SDK clients of the local Kinesis. */
public final class KinesisClients {
    /** Not a secret: the local Kinesis accepts any credential. */
    public static final String ANY_CREDENTIAL = "local";

    /** Some 20 seconds of retries, which outlast a restart of the local Kinesis. */
    private static final int ATTEMPTS = 12;

    private KinesisClients() {}

    public static KinesisClient of(URI endpoint, String region) {
        return of(endpoint, region, ATTEMPTS);
    }

    /**
     * Creates a client.
     *
     * @param attempts of each call, including the first
     */
    public static KinesisClient of(URI endpoint, String region, int attempts) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ANY_CREDENTIAL, ANY_CREDENTIAL)))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(attempts)))
                .httpClient(UrlConnectionHttpClient.create(KinesisClients::connect))
                .build();
    }

    /** Past any proxy. The SDK's own connections need the JDK's certificates, which take a tenth of a second to read. */
    private static HttpURLConnection connect(URI uri) {
        try {
            return (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
