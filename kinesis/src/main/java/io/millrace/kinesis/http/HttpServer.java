package io.millrace.kinesis.http;

import io.millrace.kinesis.http.ProtocolDetector.Protocol;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves HTTP/1.1 and HTTP/2, with and without TLS, on one port of 127.0.0.1. */
public final class HttpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
    private static final int BACKLOG = 1024;
    /** Threads that handle requests; they wait for disks and for memory, not for clients. */
    private static final int WORKERS = 32;

    private static final int MAX_STREAMS = 100;
    private static final int STREAM_WINDOW_BYTES = 64 << 10;
    private static final int MAX_HEADER_BYTES = 32 << 10;
    /** Longer than the 60 s for which AWS SDKs keep an idle connection. */
    private static final int IDLE_SECONDS = 90;

    private static final long STOP_SECONDS = 10;

    /** What answers the requests. It runs on a thread of its own and may wait. */
    public interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /**
     * How much a client may send.
     *
     * @param maxRequestBytes a longer body is refused
     * @param bytesPerRequestByte the memory that handling a byte of a body takes, in bytes
     */
    public record Limits(int maxRequestBytes, int bytesPerRequestByte) {}

    private final Handler handler;
    private final Limits limits;
    private final MemoryBudget requests;
    private final MemoryBudget responses;
    private final EventLoopGroup events;
    private final ExecutorService workers;
    private final Path tlsDirectory;
    private @Nullable CompletableFuture<SslContext> tls;
    private @Nullable Channel socket;

    private HttpServer(Handler handler, Limits limits, Path tlsDirectory) {
        this.handler = handler;
        this.limits = limits;
        this.tlsDirectory = tlsDirectory;
        long third = Runtime.getRuntime().maxMemory() / 3;
        this.requests = new MemoryBudget(third);
        this.responses = new MemoryBudget(third);
        this.events = new NioEventLoopGroup(2, new DefaultThreadFactory("kinesis-http", true));
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("kinesis", true));
        pool.allowCoreThreadTimeOut(true);
        this.workers = pool;
    }

    /**
     * Starts a server.
     *
     * @param port 0 for any free one
     * @param tlsDirectory where the certificate is kept, once a client asks for https
     * @throws IOException when the port is taken
     */
    public static HttpServer start(int port, Path tlsDirectory, Limits limits, Handler handler) throws IOException {
        HttpServer server = new HttpServer(handler, limits, tlsDirectory);
        try {
            server.bind(port);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void bind(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        ChannelFuture bound = new ServerBootstrap()
                .group(events)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                                .addLast(new CloseIdle())
                                .addLast(new ProtocolDetector(HttpServer.this::use));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "port " + port + " must be free, and cannot be used: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        socket = bound.channel();
    }

    /** The port that the server listens on. */
    public int port() {
        Channel bound = socket;
        if (bound == null) {
            throw new IllegalStateException("the server must be bound");
        }
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    Handler handler() {
        return handler;
    }

    MemoryBudget requests() {
        return requests;
    }

    MemoryBudget responses() {
        return responses;
    }

    int maxRequestBytes() {
        return limits.maxRequestBytes();
    }

    int bytesPerRequestByte() {
        return limits.bytesPerRequestByte();
    }

    void execute(Runnable task) {
        workers.execute(task);
    }

    private void use(ChannelHandlerContext detector, Protocol protocol) {
        if (protocol == Protocol.TLS) {
            CompletableFuture<SslContext> unused = tls().whenComplete((context, failure) ->
                    detector.executor().execute(() -> useTls(detector, context, failure)));
            return;
        }
        if (protocol == Protocol.HTTP_2) {
            useHttp2(detector.pipeline());
        } else {
            useHttp1(detector.pipeline());
        }
        detector.pipeline().remove(detector.handler());
    }

    private void useTls(ChannelHandlerContext detector, SslContext context, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.log(System.Logger.Level.ERROR, "https cannot be served", failure);
            ChannelFuture unused = detector.close();
        } else if (!detector.isRemoved()) {
            // clients that know what the server speaks negotiate nothing
            detector.pipeline().addLast(context.newHandler(detector.alloc()), new ProtocolDetector(this::use));
            detector.pipeline().remove(detector.handler());
        }
    }

    private synchronized CompletableFuture<SslContext> tls() {
        if (tls == null || tls.isCompletedExceptionally()) {
            tls = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return new TlsCertificate(tlsDirectory).context();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    workers);
        }
        return tls;
    }

    private void useHttp1(ChannelPipeline pipeline) {
        pipeline.addLast(
                new HttpServerCodec(4096, MAX_HEADER_BYTES, 8192), new FlowControlHandler(), new RequestHandler(this));
    }

    private void useHttp2(ChannelPipeline pipeline) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(MAX_STREAMS)
                        .initialWindowSize(STREAM_WINDOW_BYTES)
                        .maxHeaderListSize(MAX_HEADER_BYTES))
                .build();
        pipeline.addLast(codec);
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline()
                        .addLast(
                                new Http2StreamFrameToHttpObjectCodec(true),
                                new FlowControlHandler(),
                                new RequestHandler(HttpServer.this));
            }
        }));
        // all streams can fill their windows, so that one that waits for memory does not stop the others
        ChannelFuture unused =
                pipeline.writeAndFlush(new DefaultHttp2WindowUpdateFrame((MAX_STREAMS - 1) * STREAM_WINDOW_BYTES));
    }

    /** Closes a connection on which nothing moves, unless its client waits for this server. */
    private static final class CloseIdle extends ChannelDuplexHandler {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            RequestHandler http1 = context.pipeline().get(RequestHandler.class);
            ChannelOutboundBuffer unread = context.channel().unsafe().outboundBuffer();
            boolean isWorking = http1 != null && http1.isAnswering() && (unread == null || unread.isEmpty());
            if (event instanceof IdleStateEvent idle && idle.state() == IdleState.ALL_IDLE && !isWorking) {
                ChannelFuture unused = context.close();
            } else {
                context.fireUserEventTriggered(event);
            }
        }
    }

    /** Stops at once: requests that are being handled get no answer. */
    @Override
    public void close() {
        if (socket != null) {
            socket.close().awaitUninterruptibly();
        }
        events.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdown();
        try {
            // no interrupts: they would close log files that other threads are using
            boolean unused = workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
