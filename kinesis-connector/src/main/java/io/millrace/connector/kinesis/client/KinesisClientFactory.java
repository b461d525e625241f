package io.millrace.connector.kinesis.client;

import io.millrace.connector.kinesis.KinesisClientOptions.HttpProtocol;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.Http2Configuration;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;

/** Makes clients of Kinesis. They try nothing again: the connector does, at a pace that fits the call. */
public final class KinesisClientFactory {
    static final String THREADS = "kinesis-connector-io";

    /** Of every call but SubscribeToShard: it fails if it has no answer within a minute. */
    public static final AwsRequestOverrideConfiguration TIMELY = AwsRequestOverrideConfiguration.builder()
            .apiCallTimeout(Duration.ofMinutes(1))
            .build();

    /** Decoding and encryption for one subtask, which emits records with one thread. */
    private static final int IO_THREADS = 2;

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    /** Notices a connection that died without a word, on which nothing may come for minutes. */
    private static final Duration HEALTH_CHECK = Duration.ofSeconds(20);
    /** So that a subscription to a busy shard does not wait for the acknowledgement of a window. */
    private static final int WINDOW_BYTES = 1 << 20;

    private KinesisClientFactory() {}

    /** A client. Closing it closes its connections and ends its threads. */
    public static KinesisAsyncClient create(ClientSettings settings) {
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(Credentials.of(settings))
                .httpClientBuilder(defaults -> http(settings, defaults))
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, "Apache Flink"));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static SdkAsyncHttpClient http(ClientSettings settings, AttributeMap defaults) {
        SdkEventLoopGroup threads = SdkEventLoopGroup.builder()
                .numberOfThreads(IO_THREADS)
                .threadFactory(new ThreadFactoryBuilder()
                        .threadNamePrefix(THREADS)
                        .daemonThreads(true)
                        .build())
                .build();
        NettyNioAsyncHttpClient.Builder builder = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(threads)
                .protocol(settings.protocol() == HttpProtocol.HTTP2 ? Protocol.HTTP2 : Protocol.HTTP1_1)
                .maxConcurrency(settings.maxConcurrency())
                .connectionTimeout(CONNECTION_TIMEOUT)
                .readTimeout(settings.readTimeout());
        if (settings.protocol() == HttpProtocol.HTTP2) {
            builder.http2Configuration(Http2Configuration.builder()
                    .healthCheckPingPeriod(HEALTH_CHECK)
                    .initialWindowSize(WINDOW_BYTES)
                    .build());
        }
        AttributeMap own = AttributeMap.builder()
                .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, settings.trustAllCertificates())
                .build();
        return new PromptHttpClient(builder.buildWithDefaults(own.merge(defaults)), threads.eventLoopGroup());
    }
}
