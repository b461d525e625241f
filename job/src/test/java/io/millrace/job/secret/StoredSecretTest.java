package io.millrace.job.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The real client with a server that speaks the protocol of Secrets Manager. */
class StoredSecretTest {
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:draw-key-AbCdEf";
    private static final String VERSION = "9d4cb84b-ad69-40c0-a0ab-cead36b967e8";

    private final BlockingQueue<JsonNode> requests = new LinkedBlockingQueue<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "{\"SecretString\":\"pepper\"}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theCurrentVersionIsReadInTheRegionOfTheArn() {
        assertThat(read(ARN)).isEqualTo("pepper");

        JsonNode request = requests.remove();
        assertThat(request.get("SecretId").asText()).isEqualTo(ARN);
        assertThat(request.has("VersionId")).isFalse();
        assertThat(request.get("region").asText()).isEqualTo("eu-west-1");
    }

    @Test
    void aPinnedVersionIsReadWhateverTheCurrentOneIs() {
        assertThat(read(ARN + ":::" + VERSION)).isEqualTo("pepper");

        JsonNode request = requests.remove();
        assertThat(request.get("SecretId").asText()).isEqualTo(ARN);
        assertThat(request.get("VersionId").asText()).isEqualTo(VERSION);
    }

    @Test
    void missingVersionIsReported() {
        refuse("ResourceNotFoundException", "Secrets Manager can't find the specified secret value");

        assertThatThrownBy(() -> read(ARN + ":::" + VERSION))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessage("version '" + VERSION + "' of secret '" + ARN
                        + "' must exist, got none; list-secret-version-ids lists the versions");
    }

    @Test
    void deniedAccessIsReportedWithThePermission() {
        refuse("AccessDeniedException", "no identity-based policy allows it");

        assertThatThrownBy(() -> read(ARN))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessage(
                        "the current version of secret '" + ARN + "' must be readable, got AccessDeniedException: no"
                                + " identity-based policy allows it; the application's role needs"
                                + " secretsmanager:GetSecretValue on it, and kms:Decrypt if it has its own key");
    }

    @Test
    void unreachableServiceIsReportedWithTheRemedy() {
        server.stop(0);

        assertThatThrownBy(() -> read(ARN))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageStartingWith(
                        "Secrets Manager must be reachable for the current version of secret '" + ARN + "', got: ")
                .hasMessageEndingWith("; an application in a VPC needs an endpoint for it, or internet access");
    }

    @Test
    void binaryOrEmptySecretIsRefused() {
        for (String none : new String[] {"{\"SecretBinary\":\"cGVwcGVy\"}", "{\"SecretString\":\" \"}"}) {
            answer = none;

            assertThatThrownBy(() -> read(ARN))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessage("the current version of secret '" + ARN + "' must contain text, got none");
        }
    }

    private String read(String reference) {
        return StoredSecret.parse(reference, this::client).read();
    }

    private void refuse(String type, String message) {
        status = 400;
        answer = "{\"__type\":\"" + type + "\",\"Message\":\"" + message + "\"}";
    }

    private SecretsManagerClient client(Region region) {
        return SecretsManagerClient.builder()
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String region = exchange.getRequestHeaders().getFirst("Authorization").split("/")[2];
        requests.add(((ObjectNode) new ObjectMapper().readTree(body)).put("region", region));
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
