package io.millrace.connector.kinesis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.kinesis.server.KinesisServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

class KinesisClientFactoryTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"http, HTTP1_1", "http, HTTP2", "https, HTTP1_1", "https, HTTP2"})
    void aClientSpeaksEachProtocolAndLeavesNoThreadBehind(String scheme, String protocol) throws Exception {
        try (KinesisServer server = KinesisServer.start(directory)) {
            URI endpoint =
                    URI.create(scheme + "://127.0.0.1:" + server.endpoint().getPort());
            ClientSettings settings = FakeKinesis.settings(Map.of(
                            "aws.endpoint", endpoint.toString(),
                            "aws.http.protocol.version", protocol,
                            "aws.trust.all.certificates", "true",
                            "aws.credentials.provider.basic.accesskeyid", "any",
                            "aws.credentials.provider.basic.secretkey", "any"))
                    .client();
            try (KinesisAsyncClient client = KinesisClientFactory.create(settings)) {
                assertThat(client.listStreams().get().streamNames()).isEmpty();
                assertThat(ioThreads()).isPositive();
            }
            await().untilAsserted(() -> assertThat(ioThreads()).isZero());
        }
    }

    private static long ioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(KinesisClientFactory.THREADS) && thread.isAlive())
                .count();
    }

    @Test
    void theRegionIsTheStreamsUnlessItIsGiven() {
        assertThat(FakeKinesis.settings(Map.of()).client().region()).isEqualTo("eu-west-1");
        assertThat(FakeKinesis.settings(Map.of("aws.region", "us-east-1"))
                        .client()
                        .region())
                .isEqualTo("us-east-1");
    }
}
