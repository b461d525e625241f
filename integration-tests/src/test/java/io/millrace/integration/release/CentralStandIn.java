package io.millrace.integration.release;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Takes uploads as Maven Central's Publisher API does ({@code POST /api/v1/publisher/upload}), and keeps each bundle in a
 * directory instead of publishing it.
 */
final class CentralStandIn implements AutoCloseable {
    static final String USER = "release";
    static final String PASSWORD = "of the stand-in";

    private static final String UPLOAD = "/api/v1/publisher/upload";
    private static final String TOKEN =
            "UserToken " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(ISO_8859_1));

    private final HttpServer server;
    private final Path directory;
    private int uploads;

    private CentralStandIn(HttpServer server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    static CentralStandIn start(Path directory) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CentralStandIn central = new CentralStandIn(server, directory);
        server.createContext(UPLOAD, central::receive);
        server.start();
        return central;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The bundles received so far, in that order, begin with 1. */
    Path bundle(int upload) {
        return directory.resolve(upload + ".zip");
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean authorized = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (authorized) {
                uploads++;
                Files.write(bundle(uploads), part(body));
            }
            byte[] answer = (authorized ? "deployment-" + uploads : "wrong user or password").getBytes(ISO_8859_1);
            exchange.sendResponseHeaders(authorized ? 201 : 401, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** The content of the only part of a multipart body. */
    private static byte[] part(byte[] body) {
        String text = new String(body, ISO_8859_1);
        int start = text.indexOf("\r\n\r\n") + 4;
        int end = text.lastIndexOf("\r\n--");
        return text.substring(start, end).getBytes(ISO_8859_1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
