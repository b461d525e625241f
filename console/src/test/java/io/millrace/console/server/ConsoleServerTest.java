package io.millrace.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, over a plain socket: an HTTP client would not send what an attacker does. */
class ConsoleServerTest {
    private static ConsoleServer server;
    private static String token;

    /** A response, with its headers by their lower-case names. */
    private record Response(int status, Map<String, String> headers, String body) {}

    @BeforeAll
    static void start() {
        server = ConsoleServer.start(
                0,
                new Routes()
                        .get("/api/echo", request -> request.query())
                        .get("/api/failure", request -> {
                            throw new IllegalStateException("it is broken");
                        })
                        .post("/api/put", request -> Map.of("text", request.text("text")))
                        .events("/api/broken", (request, stream) -> stream.send("never", request.required("stream")))
                        .events("/api/events", (request, stream) -> {
                            stream.send("first", Map.of("number", 1));
                            stream.beat();
                            stream.send("second", Map.of("text", "one\ntwo"));
                        }));
        token = token(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePageIsServedToAnyoneAndLoadsNothingFromElsewhere() throws IOException {
        Response page = get("/", Map.of("Host", host()));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(page.body())
                .contains("src=\"/app.js\"")
                .doesNotContain("http:")
                .doesNotContain("https:");
        assertThat(get("/app.js", Map.of("Host", host())).body()).contains("X-Millrace-Token");
        assertThat(get("/app.css", Map.of("Host", host())).body())
                .doesNotContain("@import")
                .doesNotContain("url(http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/echo", "/nothing"})
    void everyResponseHasTheHeadersThatKeepOthersOut(String path) throws IOException {
        Response response = get(path, own());

        assertThat(response.headers())
                .containsEntry("content-security-policy", RequestGuard.CONTENT_SECURITY_POLICY)
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .containsEntry("cache-control", "no-store")
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void thePolicyAllowsNothingInlineAndNothingFromElsewhere() {
        List<String> directives = List.of(RequestGuard.CONTENT_SECURITY_POLICY.split("; "));

        assertThat(directives)
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'")
                .noneMatch(directive -> directive.contains("unsafe") || directive.contains("http"));
    }

    @Test
    void aRequestWithTheTokenIsAnswered() throws IOException {
        Response response = get("/api/echo?stream=a%20b&empty=", own());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"stream\":\"a b\"}");
    }

    @ParameterizedTest
    @CsvSource({"''", "wrong", "null"})
    void aRequestWithoutTheTokenIsNot(String given) throws IOException {
        Map<String, String> headers = own();
        headers.put(RequestGuard.TOKEN_HEADER, given);

        Response response = get("/api/echo", headers);

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.body())
                .isEqualTo(
                        "{\"error\":\"X-Millrace-Token must have the token of the URL that 'millrace console' prints\"}");
        headers.remove(RequestGuard.TOKEN_HEADER);
        assertThat(get("/api/echo", headers).status()).isEqualTo(401);
        assertThat(get("/api/echo?token=" + token, headers).status()).isEqualTo(401);
        assertThat(get("/api/events", headers).status()).isEqualTo(401);
        assertThat(get("/api/nothing", headers).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example", "attacker.example:80", "127.0.0.1", "127.0.0.1.attacker.example"})
    void aNameThatLeadsHereFromElsewhereIsRefused(String other) throws IOException {
        Map<String, String> headers = own();
        headers.put("Host", other);

        assertThat(get("/api/echo", headers).status()).isEqualTo(403);
        assertThat(get("/", headers).status()).isEqualTo(403);
    }

    @Test
    void theOtherNameOfLoopbackIsThisServer() throws IOException {
        Map<String, String> headers = own();
        headers.put("Host", "localhost:" + server.port());

        assertThat(get("/api/echo", headers).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://attacker.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"})
    void anotherOriginIsRefused(String origin) throws IOException {
        Map<String, String> headers = own();
        headers.put("Origin", origin);

        assertThat(get("/api/echo", headers).status()).isEqualTo(403);
    }

    @Test
    void theOwnOriginIsNotRefused() throws IOException {
        Map<String, String> headers = own();
        headers.put("Origin", "http://" + host());
        headers.put("Sec-Fetch-Site", "same-origin");

        assertThat(get("/api/echo", headers).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void anotherSiteIsRefused(String site) throws IOException {
        Map<String, String> headers = own();
        headers.put("Sec-Fetch-Site", site);

        assertThat(get("/api/echo", headers).status()).isEqualTo(403);
        assertThat(get("/", headers).status()).isEqualTo(403);
    }

    /** The file that leads a browser to the page is another site. */
    @Test
    void aWindowMayOpenThePageFromElsewhere() throws IOException {
        Map<String, String> headers = own();
        headers.putAll(
                Map.of("Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"));

        assertThat(get("/", headers).status()).isEqualTo(200);
        assertThat(get("/api/echo", headers).status()).isEqualTo(403);

        headers.put("Sec-Fetch-Dest", "iframe");
        assertThat(get("/", headers).status()).isEqualTo(403);

        headers.putAll(Map.of("Sec-Fetch-Dest", "document", "Sec-Fetch-Mode", "no-cors"));
        assertThat(get("/", headers).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE"})
    void otherMethodsAreRefused(String method) throws IOException {
        assertThat(send(method, "/api/echo", own(), "").status()).isEqualTo(405);
    }

    @Test
    void aFormOfAnotherPageCannotPost() throws IOException {
        Map<String, String> headers = own();
        headers.put("Content-Type", "text/plain");

        assertThat(send("POST", "/api/put", headers, "{\"text\":\"a\"}").status())
                .isEqualTo(415);
    }

    @Test
    void jsonIsPosted() throws IOException {
        Response response = post("/api/put", "{\"text\":\"ü\"}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"text\":\"ü\"}");
    }

    @Test
    void whatIsNoJsonOrTooLongIsRefused() throws IOException {
        assertThat(post("/api/put", "{").status()).isEqualTo(400);
        assertThat(post("/api/put", "{\"text\":1}").body()).isEqualTo("{\"error\":\"text must be a text, got '1'\"}");
        assertThat(post("/api/put", "\"" + "a".repeat(ConsoleRequest.MAX_BODY_BYTES) + "\"")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aFailureIsAnError() throws IOException {
        Response response = get("/api/failure", own());

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"error\":\"it is broken\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/nothing", "/../secrets", "/page/index.html", "/%2e%2e/app.js"})
    void whatIsNotThereIsNotFound(String path) throws IOException {
        assertThat(get(path, own()).status()).isEqualTo(404);
    }

    @Test
    void eventsHaveANameAndOneLineOfJson() throws IOException {
        Response response = get("/api/events", own());

        assertThat(response.headers()).containsEntry("content-type", "text/event-stream; charset=utf-8");
        assertThat(response.body())
                .contains("event: first\ndata: {\"number\":1}\n\n")
                .contains(":\n\n")
                .contains("event: second\ndata: {\"text\":\"one\\ntwo\"}\n\n");
    }

    @Test
    void aFailureOfAnEventStreamIsItsLastEvent() throws IOException {
        assertThat(get("/api/broken", own()).body())
                .contains("event: failure\ndata: {\"error\":\"parameter stream is missing\"}\n\n");
    }

    @Test
    void eventStreamsAreLimitedAndLeaveRoomForOtherRequests() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Routes routes = new Routes()
                .get("/api/echo", request -> request.query())
                .events("/api/forever", (request, stream) -> {
                    stream.send("open", Map.of());
                    awaitUninterrupted(end);
                });
        List<Socket> open = new ArrayList<>();
        try (ConsoleServer full = ConsoleServer.start(0, routes)) {
            for (int i = 0; i < ConsoleServer.MAX_EVENT_STREAMS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), full.port());
                open.add(socket);
                write(socket, "GET", "/api/forever", own(full), "");
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                assertThat(reader.readLine()).contains("200");
                while (!reader.readLine().equals("event: open")) {
                    // headers
                }
            }

            assertThat(send(full, "GET", "/api/forever", own(full), "").status())
                    .isEqualTo(503);
            assertThat(send(full, "GET", "/api/echo", own(full), "").status()).isEqualTo(200);
            assertThat(full.readers()).isEqualTo(ConsoleServer.MAX_EVENT_STREAMS);
        } finally {
            end.countDown();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theServerIsOnLoopbackOnly() throws IOException {
        List<InetAddress> others = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(network -> Collections.list(network.getInetAddresses()).stream())
                .filter(address -> !address.isLoopbackAddress())
                .toList();

        for (InetAddress other : others) {
            assertThat(accepts(other)).as("on %s", other).isFalse();
        }
        assertThat(server.url().getHost()).isEqualTo("127.0.0.1");
        assertThat(accepts(InetAddress.getLoopbackAddress())).isTrue();
    }

    @Test
    void eachServerHasASecretOfItsOwn() {
        try (ConsoleServer other = ConsoleServer.start(0, new Routes())) {
            assertThat(other.url().getFragment()).isNotEqualTo(server.url().getFragment());
        }
        assertThat(token).hasSizeGreaterThanOrEqualTo(43);
        assertThat(AccessToken.random().toString()).isEqualTo("AccessToken");
    }

    private static boolean accepts(InetAddress address) {
        try (Socket socket = new Socket(address, server.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String token(ConsoleServer of) {
        return of.url().getFragment().substring("token=".length());
    }

    private static String host() {
        return "127.0.0.1:" + server.port();
    }

    /** The headers of the page's own requests. */
    private static Map<String, String> own() {
        return own(server);
    }

    private static Map<String, String> own(ConsoleServer of) {
        return new LinkedHashMap<>(Map.of(
                "Host",
                "127.0.0.1:" + of.port(),
                RequestGuard.TOKEN_HEADER,
                token(of),
                "Content-Type",
                "application/json"));
    }

    private static Response get(String path, Map<String, String> headers) throws IOException {
        return send("GET", path, headers, "");
    }

    private static Response post(String path, String body) throws IOException {
        return send("POST", path, own(), body);
    }

    private static Response send(String method, String path, Map<String, String> headers, String body)
            throws IOException {
        return send(server, method, path, headers, body);
    }

    private static Response send(ConsoleServer to, String method, String path, Map<String, String> headers, String body)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port())) {
            write(socket, method, path, headers, body);
            String text = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int end = text.indexOf("\r\n\r\n");
            List<String> lines = text.substring(0, end).lines().toList();
            Map<String, String> received = new LinkedHashMap<>();
            lines.stream()
                    .skip(1)
                    .map(line -> line.split(": ", 2))
                    .forEach(header -> received.put(header[0].toLowerCase(Locale.ROOT), header[1]));
            return new Response(Integer.parseInt(lines.get(0).split(" ")[1]), received, text.substring(end + 4));
        }
    }

    private static void write(Socket socket, String method, String path, Map<String, String> headers, String body)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        Stream.concat(
                        headers.entrySet().stream(),
                        Map.of("Connection", "close", "Content-Length", "" + body.getBytes(UTF_8).length)
                                .entrySet()
                                .stream())
                .forEach(header -> head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        OutputStream out = socket.getOutputStream();
        out.write((head + "\r\n" + body).getBytes(UTF_8));
        out.flush();
    }
}
