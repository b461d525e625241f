package io.millrace.integration.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Is asked for credentials as AWS's token service is, keeps what it was asked, and refuses. */
final class StsStandIn implements AutoCloseable {
    private static final byte[] REFUSAL =
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error></ErrorResponse>"
                    .getBytes(UTF_8);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private StsStandIn(HttpServer server) {
        this.server = server;
    }

    static StsStandIn start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StsStandIn sts = new StsStandIn(server);
        server.createContext("/", sts::refuse);
        server.start();
        return sts;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The body of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void refuse(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(403, REFUSAL.length);
            exchange.getResponseBody().write(REFUSAL);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
