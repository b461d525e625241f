package io.millrace.kinesis.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpExchangeTest {
    @TempDir
    private Path directory;

    /** Else the memory of its request would never be given back. */
    @Test
    void anExchangeEndsWhenItsClientLeavesBeforeAStreamBegins() {
        EmbeddedChannel channel = new EmbeddedChannel();
        List<HttpExchange> ended = new ArrayList<>();
        HttpExchange exchange =
                new HttpExchange(channel, new DefaultHttpHeaders(), new byte[0], true, new MemoryBudget(1), ended::add);
        assertThat(channel.close().isSuccess()).isTrue();

        assertThatThrownBy(() -> exchange.stream(Map.of(), Duration.ofMinutes(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("the client is gone");

        assertThat(ended).containsExactly(exchange);
    }

    @Test
    void aStreamThatItsClientDoesNotTakeEndsWhenItsTimeIsOver() throws Exception {
        CompletableFuture<IOException> failure = new CompletableFuture<>();
        HttpServer.Handler handler = exchange -> {
            try (OutputStream output = exchange.stream(Map.of(), Duration.ofMillis(200))) {
                while (true) {
                    output.write(new byte[1 << 20]);
                }
            } catch (IOException e) {
                failure.complete(e);
            }
        };
        try (HttpServer server = HttpServer.start(0, directory, new HttpServer.Limits(1 << 20, 1), handler);
                Socket client = new Socket("127.0.0.1", server.port())) {
            client.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));

            assertThat(failure.get(1, TimeUnit.MINUTES))
                    .hasMessageMatching(
                            "the client must take the stream within 200 ms, and took [0-9]+ bytes; it has to "
                                    + "read faster");
        }
    }
}
