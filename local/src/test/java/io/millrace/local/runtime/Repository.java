package io.millrace.local.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.local.files.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A Maven repository on loopback, with what can go wrong with one. */
final class Repository implements AutoCloseable {
    static final LibraryLock LOCK = new LibraryLock(
            "FLINK-9_9",
            List.of(
                    library("org/apache/flink/flink-runtime/9.9.1/flink-runtime-9.9.1.jar", "runtime"),
                    library("org/apache/flink/flink-core/9.9.1/flink-core-9.9.1.jar", "core"),
                    library("org/slf4j/slf4j-api/1.7/slf4j-api-1.7.jar", "logs")));

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private volatile String breaks = "";
    private volatile String stalls = "";

    Repository() throws IOException {
        LOCK.libraries().forEach(library -> files.put(library.path(), content(library)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "repository");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/maven/", this::answer);
        server.start();
    }

    private static Library library(String path, String word) {
        byte[] content = content(word);
        return new Library(path, content.length, HexFormat.of().formatHex(Sha256.of(content)));
    }

    private static byte[] content(String word) {
        return (word + " ").repeat(10_000).getBytes(UTF_8);
    }

    static byte[] content(Library library) {
        String artifact = library.fileName();
        return content(artifact.startsWith("slf4j") ? "logs" : artifact.split("-", -1)[1]);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/maven/", "");
        requests.add(path + " " + exchange.getRequestHeaders().getFirst("authorization"));
        byte[] content = files.get(path);
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(200, content.length);
        if (path.contains(breaks) && !breaks.isEmpty()) {
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("the connection breaks off");
        }
        if (path.contains(stalls) && !stalls.isEmpty()) {
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
            stalled.countDown();
            return;
        }
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    /** A home directory whose settings name it as the mirror of all repositories. */
    Path home(Path directory) throws IOException {
        Files.createDirectories(directory.resolve(".m2"));
        Files.writeString(directory.resolve(".m2/settings.xml"), """
                <settings>
                  <localRepository>${user.home}/none</localRepository>
                  <servers><server><id>ours</id><username>me</username><password>pass</password></server></servers>
                  <mirrors><mirror><id>ours</id><mirrorOf>*</mirrorOf><url>%s/</url></mirror></mirrors>
                </settings>
                """.formatted(url())
                .replace("${user.home}", directory.toString()));
        return directory;
    }

    String url() {
        return "http://127.0.0.1:%d/maven".formatted(server.getAddress().getPort());
    }

    void remove(String path) {
        files.remove(path);
    }

    void put(Library library, byte[] content) {
        files.put(library.path(), content);
    }

    /** Breaks the connection in the middle of paths that contain a text; of none if it is empty. */
    void breakOff(String text) {
        breaks = text;
    }

    /** Stops sending in the middle of paths that contain a text; of none if it is empty. */
    void stall(String text) {
        stalls = text;
    }

    void awaitStall() throws InterruptedException {
        stalled.await();
    }

    /** The paths that were asked for, each with its credentials. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
