package io.millrace.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster in its own process. */
class ClusterMainTest {
    private static final String LISTENING = "0A";

    @TempDir
    private Path directory;

    private Process process;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(
                directory.resolve("flink.properties"),
                "taskmanager.numberOfTaskSlots=3\nweb.upload.dir=%s\n".formatted(directory.resolve("upload")));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.util=ALL-UNNAMED", // for a job on Flink 2
                        "-XX:TieredStopAtLevel=1",
                        "-Dmillrace.log.file=" + directory.resolve("flink.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClusterMain.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(UTF_8);
        String first = output.readLine();
        assertThat(first).startsWith("READY http://127.0.0.1:");
        address = URI.create(first.substring("READY ".length()));
    }

    @AfterEach
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Test
    void itAnswersOnLoopbackAloneUntilItsInputEnds() throws Exception {
        requireLoopback();
        assertThat(get("/overview")).contains("\"taskmanagers\":1").contains("\"slots-total\":3");
        assertThat(get("/")).contains("Apache Flink Web Dashboard");
        assertThat(get("/jars")).contains("\"files\":[]");
        assertThat(status("127.0.0.1:" + address.getPort(), "http://127.0.0.1:" + address.getPort()))
                .startsWith("HTTP/1.1 200");
        assertThat(status("attacker.example", null)).startsWith("HTTP/1.1 403");
        assertThat(status("localhost", "http://attacker.example")).startsWith("HTTP/1.1 403");

        process.getOutputStream().close();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("flink.log"))).contains("Starting Flink Mini Cluster");
    }

    /** Some tools that merge jars write the manifest where they find it. */
    @Test
    void theManifestOfAJobNeedNotBeItsJarsFirstEntry() throws Exception {
        Path uploaded = Files.createDirectories(directory.resolve("upload/flink-web-upload"));
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(uploaded.resolve("job.jar")))) {
            jar.putNextEntry(new ZipEntry("reference.conf"));
            jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            jar.write("Manifest-Version: 1.0\nMain-Class: %s\n"
                    .formatted(Specimen.class.getName())
                    .getBytes(UTF_8));
        }

        HttpRequest run = HttpRequest.newBuilder(address.resolve("/jars/job.jar/run"))
                .POST(BodyPublishers.ofString("{\"entryClass\": \"%s\"}".formatted(JobMain.class.getName())))
                .build();

        assertThat(HttpClient.newHttpClient().send(run, BodyHandlers.ofString()).body())
                .contains(Specimen.RAN);
    }

    /** A job that says so when it is run. */
    public static final class Specimen {
        static final String RAN = "the specimen's main method ran";

        private Specimen() {}

        public static void main(String[] args) {
            throw new IllegalStateException(RAN);
        }
    }

    /** Only Linux shows the sockets of a process. */
    private void requireLoopback() throws IOException {
        if (Files.isDirectory(Path.of("/proc/self/fd"))) {
            assertThat(listeningAddresses())
                    .isNotEmpty()
                    .isSubsetOf("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");
        }
    }

    /** The first line of the answer; by hand, because the JDK's client sets Host itself. */
    private String status(String host, @Nullable String origin) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = "GET /overview HTTP/1.1\r\nHost: " + host + "\r\n"
                    + (origin == null ? "" : "Origin: " + origin + "\r\n") + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    /** The addresses the process listens on, in the kernel's hexadecimal form. */
    private Set<String> listeningAddresses() throws IOException {
        Path ofProcess = Path.of("/proc", Long.toString(process.pid()));
        Set<String> sockets;
        try (Stream<Path> files = Files.list(ofProcess.resolve("fd"))) {
            sockets = files.map(ClusterMainTest::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.replaceAll("[^0-9]", ""))
                    .collect(toSet());
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(ofProcess.resolve("net/tcp")));
        lines.addAll(Files.readAllLines(ofProcess.resolve("net/tcp6")));
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[3].equals(LISTENING) && sockets.contains(columns[9]))
                .map(columns -> columns[1].substring(0, columns[1].indexOf(':')))
                .collect(toSet());
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "gone";
        }
    }
}
