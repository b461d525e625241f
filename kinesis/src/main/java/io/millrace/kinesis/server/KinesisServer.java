package io.millrace.kinesis.server;

import io.millrace.kinesis.api.OnDemandScaling;
import io.millrace.kinesis.api.Operations;
import io.millrace.kinesis.api.StreamLookup;
import io.millrace.kinesis.api.Subscriptions;
import io.millrace.kinesis.http.HttpServer;
import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.store.StreamStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A Kinesis Data Streams API on 127.0.0.1, which keeps its streams in a directory. A put is written to that directory
 * before it is answered, so that it survives a kill of the process. One port speaks HTTP/1.1 and HTTP/2, in plain text
 * and with TLS.
 *
 * <p>It accepts any credentials. Every stream belongs to account 000000000000 and to all regions. Records expire after
 * the stream's retention period.
 */
public final class KinesisServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KinesisServer.class.getName());
    /** 10 MiB of records in base64, with their keys. */
    private static final int MAX_REQUEST_BYTES = 16 << 20;
    /** The body twice, while it comes; then its texts, its records, and the frames of the log. */
    private static final int BYTES_PER_REQUEST_BYTE = 6;

    /** Long enough to be noticed by a program that does not wait, and too short to bother one that does. */
    private static final Duration TRANSITION = Duration.ofMillis(300);

    private static final long UPKEEP_SECONDS = 60;
    private static final long SCALING_SECONDS = 10;
    private static final long STOP_SECONDS = 10;

    private final StreamStore store;
    private final Subscriptions subscriptions;
    private final HttpServer http;
    private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(KinesisServer::thread);
    private final ExecutorService subscriptionThreads = Executors.newCachedThreadPool(KinesisServer::thread);

    private KinesisServer(
            StreamStore store,
            Path directory,
            int port,
            InstantSource clock,
            LongSupplier nanoTime,
            Duration transition,
            Limits limits)
            throws IOException {
        this.store = store;
        StreamLookup lookup = new StreamLookup(store, clock, transition, limits);
        this.subscriptions = new Subscriptions(lookup, nanoTime);
        this.http = HttpServer.start(
                port,
                directory,
                new HttpServer.Limits(MAX_REQUEST_BYTES, BYTES_PER_REQUEST_BYTE),
                new ApiHandler(new Operations(lookup), subscriptions, subscriptionThreads));
        every(UPKEEP_SECONDS, store::giveBack);
        every(UPKEEP_SECONDS, limits::report);
        every(SCALING_SECONDS, new OnDemandScaling(lookup));
    }

    /**
     * Starts a server on a free port.
     *
     * @param directory where the streams are kept; no other server may use it
     * @throws IOException when another server uses the directory, or its files cannot be used
     */
    public static KinesisServer start(Path directory) throws IOException {
        return start(directory, 0);
    }

    /**
     * Starts a server.
     *
     * @param directory where the streams are kept; no other server may use it
     * @param port 0 for any free one
     * @throws IOException when another server uses the directory, its files cannot be used, or the port is taken
     */
    public static KinesisServer start(Path directory, int port) throws IOException {
        return start(
                directory,
                port,
                InstantSource.system(),
                System::nanoTime,
                TRANSITION,
                Limits.on(InstantSource.system()));
    }

    /** Starts a server that refuses nothing for being too much. */
    static KinesisServer startWithoutLimits(Path directory, int port) throws IOException {
        return start(directory, port, InstantSource.system(), System::nanoTime, TRANSITION, Limits.off());
    }

    static KinesisServer start(
            Path directory, int port, InstantSource clock, LongSupplier nanoTime, Duration transition, Limits limits)
            throws IOException {
        StreamStore store = StreamStore.open(directory, clock);
        try {
            return new KinesisServer(store, directory, port, clock, nanoTime, transition, limits);
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** The address for clients, as {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    /** Stops at once: requests that are being handled get no answer. Streams and records stay in the directory. */
    @Override
    public void close() {
        subscriptions.close();
        http.close();
        upkeep.shutdown();
        subscriptionThreads.shutdown();
        try {
            // no interrupts: they would close log files that other threads are using
            boolean unused = subscriptionThreads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the streams could not be closed", e);
        }
    }

    private void every(long seconds, Runnable task) {
        ScheduledFuture<?> unused = upkeep.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | OutOfMemoryError e) {
                        LOG.log(System.Logger.Level.ERROR, "the server's upkeep failed", e); // and goes on
                    }
                },
                seconds,
                seconds,
                TimeUnit.SECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "kinesis-subscription");
        thread.setDaemon(true);
        return thread;
    }
}
