package io.millrace.kinesis.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.kinesis.http.MemoryBudget.Reservation;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests of one HTTP/1.1 connection one after another, or the one of an HTTP/2 stream. It reads a body only
 * once there is memory for it, so that a client with too much to send has to wait.
 */
final class RequestHandler extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());

    private final HttpServer server;
    /** True from the request for a message until it comes. A read may complete without one. */
    private boolean isReading;

    private @Nullable HttpRequest head;
    private @Nullable ByteArrayOutputStream body;
    private @Nullable Reservation reservation;
    private @Nullable Refusal refusal;
    private @Nullable HttpExchange exchange;

    /** The answer to a request that is not served. Its body is read first, and thrown away, so that the client sees it. */
    private record Refusal(HttpResponseStatus status, String message) {}

    RequestHandler(HttpServer server) {
        this.server = server;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(false);
        if (context.channel().isActive()) {
            read(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        read(context);
    }

    /** True while a request is being handled, so that the client waits for the server and not the other way round. */
    boolean isAnswering() {
        return exchange != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        isReading = false;
        try {
            if (message instanceof HttpRequest request) {
                begin(context, request);
            }
            if (message instanceof HttpContent content) {
                take(context, content);
            } else if (!(message instanceof HttpRequest)) {
                read(context);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext context) {
        isReading = true;
        context.read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (isReading) {
            context.read();
        }
        context.fireChannelReadComplete();
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        body = new ByteArrayOutputStream();
        refusal = refusal(request).orElse(null);
        if (request instanceof HttpContent) {
            return; // a whole request without a body
        }
        if (refusal != null && request.decoderResult().isFailure()) {
            dispatch(context, request); // nothing that follows can be read
            return;
        }
        if (refusal != null) {
            read(context);
            return;
        }
        long length = HttpUtil.getContentLength(request, (long) server.maxRequestBytes());
        server.requests().reserve(length * server.bytesPerRequestByte(), granted -> context.executor()
                .execute(() -> readBody(context, request, granted)));
    }

    private void readBody(ChannelHandlerContext context, HttpRequest request, Reservation granted) {
        if (!context.channel().isActive()) {
            granted.close();
            return;
        }
        reservation = granted;
        if (HttpUtil.is100ContinueExpected(request)) {
            ChannelFuture unused = context.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        read(context);
    }

    private Optional<Refusal> refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(new Refusal(
                    HttpResponseStatus.BAD_REQUEST,
                    "the request must be HTTP, and is not: "
                            + request.decoderResult().cause().getMessage()));
        }
        if (HttpUtil.getContentLength(request, 0L) > server.maxRequestBytes()) {
            return Optional.of(tooLarge());
        }
        return LoopbackRule.violation(request.headers())
                .map(violation -> new Refusal(HttpResponseStatus.FORBIDDEN, violation));
    }

    private Refusal tooLarge() {
        return new Refusal(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "a request must have at most " + server.maxRequestBytes() + " bytes");
    }

    private void take(ChannelHandlerContext context, HttpContent content) {
        ByteArrayOutputStream received = body;
        HttpRequest request = head;
        if (received == null || request == null) {
            return;
        }
        if (content.decoderResult().isFailure() && refusal == null) {
            refusal = new Refusal(HttpResponseStatus.BAD_REQUEST, "the request's body must be HTTP, and is not");
        }
        if (refusal == null && received.size() + content.content().readableBytes() > server.maxRequestBytes()) {
            refusal = tooLarge();
            body = new ByteArrayOutputStream();
        } else if (refusal == null) {
            try {
                content.content().readBytes(received, content.content().readableBytes());
            } catch (IOException e) {
                throw new IllegalStateException("memory cannot fail", e);
            }
        }
        if (content instanceof LastHttpContent) {
            dispatch(context, request);
        } else {
            read(context);
        }
    }

    private void dispatch(ChannelHandlerContext context, HttpRequest request) {
        Refusal refused = refusal;
        byte[] bytes = body == null ? new byte[0] : body.toByteArray();
        body = null;
        boolean keepAlive = HttpUtil.isKeepAlive(request) && refused == null;
        HttpExchange next = new HttpExchange(
                context.channel(),
                request.headers(),
                bytes,
                keepAlive,
                server.responses(),
                answered -> context.executor().execute(() -> end(context, answered)));
        exchange = next;
        if (refused != null) {
            next.send(
                    refused.status().code(),
                    Map.of("Content-Type", "text/plain; charset=utf-8"),
                    (refused.message() + "\n").getBytes(UTF_8));
            return;
        }
        server.execute(() -> handle(next));
    }

    private void handle(HttpExchange next) {
        try {
            server.handler().handle(next);
        } catch (Throwable e) { // an OutOfMemoryError of one request must not end the server either
            LOG.log(System.Logger.Level.ERROR, "a request failed", e);
            if (next.hasBegun()) {
                next.abort();
            } else {
                next.send(500, Map.of(), new byte[0]);
            }
        }
    }

    private void end(ChannelHandlerContext context, HttpExchange answered) {
        reset();
        if (answered.keepAlive()) {
            read(context);
        } else {
            ChannelFuture unused = context.close();
        }
    }

    private void reset() {
        if (reservation != null) {
            reservation.close();
        }
        reservation = null;
        exchange = null;
        head = null;
        body = null;
        refusal = null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        HttpExchange unanswered = exchange;
        if (unanswered == null) {
            reset();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "a connection failed", cause);
        ChannelFuture unused = context.close();
    }
}
