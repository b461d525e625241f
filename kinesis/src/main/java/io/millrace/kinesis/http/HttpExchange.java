package io.millrace.kinesis.http;

import io.millrace.kinesis.http.MemoryBudget.Reservation;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request with its whole body, and the way to answer it, once. */
public final class HttpExchange {
    /** A part of a body that is written at once; the next one follows when the client has taken it. */
    private static final int CHUNK_BYTES = 128 << 10;

    private final Channel channel;
    private final HttpHeaders headers;
    private final byte[] body;
    private final boolean keepAlive;
    private final MemoryBudget responses;
    private final Consumer<HttpExchange> onAnswered;
    private @Nullable Reservation reservation;
    private boolean begun;

    HttpExchange(
            Channel channel,
            HttpHeaders headers,
            byte[] body,
            boolean keepAlive,
            MemoryBudget responses,
            Consumer<HttpExchange> onAnswered) {
        this.channel = channel;
        this.headers = headers;
        this.body = body;
        this.keepAlive = keepAlive;
        this.responses = responses;
        this.onAnswered = onAnswered;
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public byte[] body() {
        return body;
    }

    /** The memory for responses, of all exchanges. */
    public MemoryBudget responses() {
        return responses;
    }

    /** Waits until there is memory for a large response. {@link #send} reduces it to what the response needs. */
    public void reserve(long bytes) {
        reservation = responses.await(bytes);
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /** False until the response's head is written: after that, an error can no longer be answered. */
    boolean hasBegun() {
        return begun;
    }

    /** Answers with a body. Returns at once; a large body is written at the pace at which the client reads. */
    public void send(int status, Map<String, String> responseHeaders, byte[] responseBody) {
        begun = true;
        if (reservation != null) {
            reservation.shrinkTo(responseBody.length);
        }
        HttpResponseStatus line = HttpResponseStatus.valueOf(status);
        if (responseBody.length <= CHUNK_BYTES) {
            DefaultFullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, line, Unpooled.wrappedBuffer(responseBody));
            complete(response, responseHeaders, responseBody.length);
            end(channel.writeAndFlush(response));
            return;
        }
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, line);
        complete(response, responseHeaders, responseBody.length);
        ChannelFuture unused = channel.write(response);
        writeFrom(responseBody, 0);
    }

    private void writeFrom(byte[] responseBody, int start) {
        int length = Math.min(CHUNK_BYTES, responseBody.length - start);
        ChannelFuture written =
                channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(responseBody, start, length)));
        if (start + length == responseBody.length) {
            end(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
            return;
        }
        written.addListener(done -> {
            if (done.isSuccess()) {
                writeFrom(responseBody, start + length);
            } else {
                end(written);
            }
        });
    }

    /**
     * Answers with a body of unknown length. Each write waits until the client has taken it.
     *
     * @param longest when it is over, a write waits no more, and the client has to begin again
     */
    public OutputStream stream(Map<String, String> responseHeaders, Duration longest) throws IOException {
        begun = true;
        StreamedBody body = new StreamedBody(longest);
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        complete(response, responseHeaders, -1);
        try {
            body.await(channel.writeAndFlush(response));
        } catch (IOException e) {
            abort();
            throw e;
        }
        return body;
    }

    /** Ends a response that cannot be completed, so that the client notices. */
    void abort() {
        end(channel.close());
    }

    private void complete(HttpResponse response, Map<String, String> responseHeaders, int length) {
        responseHeaders.forEach((name, value) -> response.headers().set(name, value));
        if (length >= 0) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        } else {
            HttpUtil.setTransferEncodingChunked(response, true);
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
    }

    private void end(ChannelFuture last) {
        last.addListener(done -> {
            if (reservation != null) {
                reservation.close();
            }
            onAnswered.accept(this);
        });
    }

    /** A body that is written in parts, until its time is over. */
    private final class StreamedBody extends OutputStream {
        private final Duration longest;
        private final long endNanos;
        private long taken;

        private StreamedBody(Duration longest) {
            this.longest = longest;
            this.endNanos = System.nanoTime() + longest.toNanos();
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            await(channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes, offset, length))));
            taken += length;
        }

        @Override
        public void close() {
            end(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
        }

        private void await(ChannelFuture write) throws IOException {
            try {
                if (!write.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    ChannelFuture unused = channel.close(); // which gives up what the client has not taken
                    throw new IOException("the client must take the stream within " + longest.toMillis()
                            + " ms, and took " + taken + " bytes; it has to read faster");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the client reads", e);
            }
            if (!write.isSuccess()) {
                throw new IOException("the client is gone", write.cause());
            }
        }
    }
}
