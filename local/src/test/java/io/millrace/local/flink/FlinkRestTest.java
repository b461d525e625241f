package io.millrace.local.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkRestTest {
    @TempDir
    private Path directory;

    private Path jar;
    private HttpServer server;
    private FlinkRest flink;
    /** The bodies of the requests to upload a jar. */
    private final List<String> sent = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        jar = Files.writeString(directory.resolve("job.jar"), "the jar");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jobmanager/config", exchange -> answer(exchange, """
                [{"key": "rest.port", "value": "0"}, {"key": "web.upload.dir", "value": "%s"}]""".formatted(directory)));
        server.createContext("/jars/upload", exchange -> {
            sent.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, "{\"filename\": \"/somewhere/id_of-it.jar\"}");
        });
        server.start();
        flink = new FlinkRest(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aJarIsLinkedIntoTheDirectoryOfUploadedJarsUnderANameThatFlinkLists() throws IOException {
        Path uploads = Files.createDirectory(directory.resolve("flink-web-upload"));

        String id = flink.upload(jar, "my job");
        String other = flink.upload(jar, "my job");

        assertThat(id).matches("[0-9a-f-]{36}_my-job\\.jar").isNotEqualTo(other);
        assertThat(Files.isSameFile(uploads.resolve(id), jar)).isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void aJarThatCannotBeLinkedIsSent() {
        assertThat(flink.upload(jar, "my job")).isEqualTo("id_of-it.jar");

        assertThat(sent).singleElement().asString().contains("filename=\"my-job.jar\"", "\r\n\r\nthe jar\r\n--");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        exchange.sendResponseHeaders(200, json.length());
        exchange.getResponseBody().write(json.getBytes(UTF_8));
        exchange.close();
    }
}
