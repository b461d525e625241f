package io.millrace.kinesis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import software.amazon.awssdk.utils.AttributeMap;

/** The asynchronous client of the AWS SDK for Java, over every protocol that it speaks. */
class ClientsTest {
    @RegisterExtension
    final LocalKinesis kinesis = new LocalKinesis();

    /** How a client connects. */
    enum Connection {
        /** As applications make it: HTTP/2 with prior knowledge. */
        DEFAULT("http", builder -> {}),
        HTTP_1(
                "http",
                builder -> builder.httpClientBuilder(
                        NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))),
        HTTP_2_TLS("https", builder -> builder.httpClient(trusting(Protocol.HTTP2))),
        HTTP_1_TLS("https", builder -> builder.httpClient(trusting(Protocol.HTTP1_1)));

        private final String scheme;
        private final Consumer<KinesisAsyncClientBuilder> settings;

        Connection(String scheme, Consumer<KinesisAsyncClientBuilder> settings) {
            this.scheme = scheme;
            this.settings = settings;
        }

        KinesisAsyncClient client(URI endpoint) {
            KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                    .endpointOverride(URI.create(scheme + "://127.0.0.1:" + endpoint.getPort()))
                    .region(Region.EU_WEST_1)
                    .credentialsProvider(LocalKinesis.ANY_CREDENTIALS);
            settings.accept(builder);
            return builder.build();
        }

        private static SdkAsyncHttpClient trusting(Protocol protocol) {
            return NettyNioAsyncHttpClient.builder()
                    .protocol(protocol)
                    .buildWithDefaults(AttributeMap.builder()
                            .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                            .build());
        }
    }

    @ParameterizedTest
    @EnumSource
    void putsGetsAndSubscribes(Connection connection) throws Exception {
        kinesis.create("orders", 1);
        byte[] large = new byte[900_000];
        try (KinesisAsyncClient client = connection.client(kinesis.endpoint())) {
            await(client.putRecord(
                    request -> request.streamName("orders").partitionKey("k").data(SdkBytes.fromByteArray(large))));
            String iterator = await(client.getShardIterator(request -> request.streamName("orders")
                            .shardId("shardId-000000000000")
                            .shardIteratorType(ShardIteratorType.TRIM_HORIZON)))
                    .shardIterator();
            assertThat(await(client.getRecords(request -> request.shardIterator(iterator)))
                            .records())
                    .singleElement()
                    .satisfies(record -> assertThat(record.data().asByteArray()).isEqualTo(large));

            assertThat(subscribe(client)).isEqualTo(large);
        }
    }

    private byte[] subscribe(KinesisAsyncClient client) throws Exception {
        String arn = await(client.describeStreamSummary(request -> request.streamName("orders")))
                .streamDescriptionSummary()
                .streamARN();
        String consumer = await(client.registerStreamConsumer(
                        request -> request.streamARN(arn).consumerName("reader")))
                .consumer()
                .consumerARN();
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        CompletableFuture<Void> subscription = client.subscribeToShard(
                request -> request.consumerARN(consumer)
                        .shardId("shardId-000000000000")
                        .startingPosition(position -> position.type(ShardIteratorType.TRIM_HORIZON)),
                SubscribeToShardResponseHandler.builder()
                        .onError(received::completeExceptionally)
                        .subscriber(event -> ((SubscribeToShardEvent) event)
                                .records()
                                .forEach(record ->
                                        received.complete(record.data().asByteArray())))
                        .build());
        byte[] data = await(received);
        subscription.cancel(true);
        return data;
    }

    @Test
    void aClientThatTrustsTheCertificateNeedsNoOtherSetting() throws Exception {
        URI https = URI.create("https://localhost:" + kinesis.endpoint().getPort());
        Connection.HTTP_1_TLS.client(kinesis.endpoint()).listStreams().get(5, TimeUnit.MINUTES);

        HttpResponse<String> response = HttpClient.newBuilder()
                .sslContext(trustingOnly(kinesis.directory().resolve("tls.pem")))
                .build()
                .send(
                        HttpRequest.newBuilder(https)
                                .header("X-Amz-Target", "Kinesis_20131202.ListStreams")
                                .header("Content-Type", "application/x-amz-json-1.1")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void oneConnectionCarriesManyRequestsAtOnce() throws Exception {
        kinesis.create("orders", 1);
        try (KinesisAsyncClient client = Connection.DEFAULT.client(kinesis.endpoint())) {
            CopyOnWriteArrayList<CompletableFuture<?>> puts = new CopyOnWriteArrayList<>();
            Stream.generate(() -> client.putRecord(request -> request.streamName("orders")
                            .partitionKey("k")
                            .data(SdkBytes.fromByteArray(new byte[1000]))))
                    .limit(400)
                    .forEach(puts::add);
            for (CompletableFuture<?> put : puts) {
                await(put);
            }
        }

        assertThat(kinesis.readAll("orders")).hasSize(400);
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(5, TimeUnit.MINUTES);
    }

    private static SSLContext trustingOnly(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
