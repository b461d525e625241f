package io.millrace.kinesis;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A Kinesis Data Streams API on 127.0.0.1, in plain HTTP/1.1, which keeps its streams in a directory. An answered put has
 * been written to that directory, so that it is there after a restart even if the process was killed.
 *
 * <p>Any credentials do. Every stream belongs to account 000000000000 and to all regions. Records expire after the
 * stream's retention period: they can no longer be read, but keep their place on the disk until the stream is deleted.
 */
public final class KinesisServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final long STOP_SECONDS = 10;

    static {
        // read once, when the JDK's server is first used: without the first, each answer waits for the client's
        // delayed acknowledgement; the second must exceed the time for which AWS SDKs keep an idle connection, 60 s
        setDefault("sun.net.httpserver.nodelay", "true");
        setDefault("sun.net.httpserver.idleInterval", "90");
    }

    private final StreamStore store;
    private final Subscriptions subscriptions;
    private final HttpServer http;
    private final ExecutorService threads;

    private KinesisServer(StreamStore store, int port, InstantSource clock) throws IOException {
        this.store = store;
        Catalog catalog = new Catalog(store, clock);
        this.subscriptions = new Subscriptions(catalog);
        this.http = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        this.threads = Executors.newCachedThreadPool(KinesisServer::thread);
        http.setExecutor(threads);
        http.createContext("/", new Api(new Operations(catalog), subscriptions));
    }

    /**
     * Starts a server on a free port.
     *
     * @param directory where the streams are, or shall be; one server's alone
     * @throws IOException when another server has the directory, or its files cannot be used
     */
    public static KinesisServer start(Path directory) throws IOException {
        return start(directory, 0);
    }

    /**
     * Starts a server.
     *
     * @param directory where the streams are, or shall be; one server's alone
     * @param port 0 for any free one
     * @throws IOException when another server has the directory, its files cannot be used, or the port is taken
     */
    public static KinesisServer start(Path directory, int port) throws IOException {
        return start(directory, port, InstantSource.system());
    }

    static KinesisServer start(Path directory, int port, InstantSource clock) throws IOException {
        StreamStore store = StreamStore.open(directory, clock);
        try {
            KinesisServer server = new KinesisServer(store, port, clock);
            server.http.start();
            return server;
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** Where clients connect, as {@code http://127.0.0.1:PORT}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Stops at once: what is under way is not answered. Streams and records stay in the directory. */
    @Override
    public void close() {
        subscriptions.close();
        http.stop(0);
        threads.shutdown();
        try {
            // not by force: an interrupt would close the logs under other threads' hands
            boolean unused = threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the streams could not be closed", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "kinesis");
        thread.setDaemon(true);
        return thread;
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
