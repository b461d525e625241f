package io.millrace.console.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.console.report.ErrorReport;
import io.millrace.console.report.ReportJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the page and its routes on loopback.
 *
 * <p>Anyone with the {@link #url} may ask for everything: it has a random token, which the page sends with each request.
 * The token is in the URL's fragment, which a browser sends to no server and writes in no log. {@link RequestGuard} has the
 * rules.
 */
public final class ConsoleServer implements AutoCloseable {
    /** Each open page has one or two event streams, and each stream a thread. */
    private static final int MAX_THREADS = 64;

    static final int MAX_EVENT_STREAMS = 32;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Routes routes;
    private final AccessToken token = AccessToken.random();
    private final PageFiles files = new PageFiles();
    private final HttpServer http;
    private final ExecutorService threads;
    private final RequestGuard guard;
    private final AtomicInteger eventStreams = new AtomicInteger();
    private volatile boolean closed;

    private ConsoleServer(HttpServer http, Routes routes) {
        this.http = http;
        this.routes = routes;
        this.guard = new RequestGuard(http.getAddress().getPort(), token);
        // more connections than threads are refused, not queued behind event streams
        this.threads = new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "console");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a server.
     *
     * @param port the port, or 0 for any
     */
    public static ConsoleServer start(int port, Routes routes) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
            ConsoleServer server = new ConsoleServer(http, routes);
            http.setExecutor(server.threads);
            http.createContext("/", server::handle);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the console cannot listen on port " + port, e);
        }
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** The address of the page, with the token that lets its reader in. */
    public URI url() {
        return URI.create("http://127.0.0.1:%d/#token=%s".formatted(port(), token.text()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            guard.setHeaders(exchange.getResponseHeaders());
            Optional<RefusedRequest> refusal = guard.refusal(exchange);
            if (refusal.isPresent()) {
                send(exchange, refusal.get());
            } else if (exchange.getRequestURI().getPath().startsWith(RequestGuard.API)) {
                call(exchange);
            } else {
                files.send(exchange);
            }
        } catch (IOException e) {
            // the reader has left
        }
    }

    private void call(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean post = exchange.getRequestMethod().equals("POST");
        Optional<Routes.Events> events = routes.events(path);
        if (events.isPresent() && !post) {
            follow(exchange, events.get());
            return;
        }
        Optional<Routes.Answer> answer = routes.answer(exchange.getRequestMethod(), path);
        if (answer.isEmpty()) {
            send(exchange, new RefusedRequest(404, "there is no %s %s".formatted(exchange.getRequestMethod(), path)));
            return;
        }
        try {
            Object result = answer.get().to(ConsoleRequest.of(exchange));
            send(exchange, 200, ReportJson.bytes(result));
        } catch (RefusedRequest e) {
            send(exchange, e);
        } catch (RuntimeException e) {
            send(exchange, new RefusedRequest(400, Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }

    private void follow(HttpExchange exchange, Routes.Events events) throws IOException {
        if (eventStreams.incrementAndGet() > MAX_EVENT_STREAMS) {
            eventStreams.decrementAndGet();
            send(
                    exchange,
                    new RefusedRequest(
                            503,
                            "the console serves at most %d event streams; close a page".formatted(MAX_EVENT_STREAMS)));
            return;
        }
        try (ServerSentEvents stream = ServerSentEvents.open(exchange, () -> closed)) {
            write(ConsoleRequest.of(exchange), stream, events);
        } catch (UncheckedIOException e) {
            // the reader has left
        } finally {
            eventStreams.decrementAndGet();
        }
    }

    /** A failure is the last event, since the response's status is sent before the first. */
    private static void write(ConsoleRequest request, ServerSentEvents stream, Routes.Events events) {
        try {
            events.write(request, stream);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            stream.send("failure", new ErrorReport(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }

    private static void send(HttpExchange exchange, RefusedRequest refusal) throws IOException {
        send(exchange, refusal.status(), ReportJson.bytes(new ErrorReport(String.valueOf(refusal.getMessage()))));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        PageFiles.send(exchange, status, "application/json", body);
    }

    /** How many pages follow events now. */
    public int readers() {
        return eventStreams.get();
    }

    @Override
    public void close() {
        closed = true;
        http.stop(0);
        threads.shutdownNow();
    }
}
