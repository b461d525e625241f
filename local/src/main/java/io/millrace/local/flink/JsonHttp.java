package io.millrace.local.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Sends JSON requests to one server. */
final class JsonHttp {
    private static final JsonMapper JSON = new JsonMapper();
    /** Long, since the run request answers only after the job's main method has returned. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    /** Shared, since each client has a thread of its own. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(withoutCertificates())
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    private final URI base;

    JsonHttp(URI base) {
        this.base = base;
    }

    /** For plain HTTP: by default, a client reads the JDK's certificates, which takes a fifth of a second of a start. */
    private static SSLContext withoutCertificates() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has TLS
        }
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, JsonNode body) {
        return send(request(path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    }

    JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new FlinkException(RootCause.of(error(body)));
            }
            return body;
        } catch (IOException e) {
            throw new FlinkException("flink at %s does not answer: %s".formatted(base, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlinkException("interrupted while waiting for flink at %s".formatted(base), e);
        }
    }

    /** The longest of the error texts: for a failed run Flink sends a headline and a stack trace. */
    private static String error(JsonNode body) {
        String longest = "";
        for (JsonNode error : body.path("errors")) {
            longest = error.asText().length() > longest.length() ? error.asText() : longest;
        }
        return longest.isEmpty() ? body.toString() : longest;
    }
}
