package io.millrace.console.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.millrace.console.report.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** One reader's server-sent events ("Server-sent events" of the HTML standard), each with JSON of one line. */
public final class ServerSentEvents implements AutoCloseable {
    private final OutputStream out;
    private final BooleanSupplier ended;

    private ServerSentEvents(OutputStream out, BooleanSupplier ended) {
        this.out = out;
        this.ended = ended;
    }

    static ServerSentEvents open(HttpExchange exchange, BooleanSupplier ended) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        return new ServerSentEvents(exchange.getResponseBody(), ended);
    }

    /**
     * Sends an event.
     *
     * @param name its type
     * @param report its data
     * @throws UncheckedIOException when the reader has left
     */
    public void send(String name, Object report) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(("event: " + name + "\ndata: ").getBytes(UTF_8));
        event.writeBytes(ReportJson.bytes(report));
        event.writeBytes("\n\n".getBytes(UTF_8));
        write(event.toByteArray());
    }

    /**
     * Sends a comment, so that a reader who has left is noticed.
     *
     * @throws UncheckedIOException when the reader has left
     */
    public void beat() {
        write(":\n\n".getBytes(UTF_8));
    }

    /** Whether the server ends. */
    public boolean isOver() {
        return ended.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            // the reader has left
        }
    }
}
