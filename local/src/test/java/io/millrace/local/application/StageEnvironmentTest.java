package io.millrace.local.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.process.LocalHome;
import io.millrace.local.process.StageException;
import io.millrace.local.server.KinesisLimits;
import io.millrace.local.server.LocalServers;
import io.millrace.local.server.RunningServer;
import io.millrace.local.server.RunningServers;
import io.millrace.local.testing.Specimen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageEnvironmentTest {
    @TempDir
    private Path directory;

    @Test
    void applicationsThatWaitForServersThatFailAreReleased() throws Exception {
        // a file where the server's directory must be
        Files.createFile(directory.resolve("kinesis"));
        List<String> running = new ArrayList<>();
        StageEnvironment environment = environment();
        CompletableFuture<Void> server = CompletableFuture.runAsync(environment::awaitAddresses);
        CompletableFuture<Void> streams = CompletableFuture.runAsync(environment::awaitStreams);

        assertThatThrownBy(() -> environment.start(event -> {}, () -> running.add("servers")))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("kinesis did not start");

        assertThat(running).isEmpty();
        for (CompletableFuture<Void> waiting : List.of(server, streams)) {
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(StageException.class);
        }
    }

    @Test
    void applicationsDoNotWaitForServersThatGetTheirFormerPorts() throws Exception {
        Files.createFile(directory.resolve("kinesis"));
        int port = freePort();
        Files.writeString(directory.resolve("kinesis.port"), Integer.toString(port));
        StageEnvironment environment = environment();
        assertThat(environment.addresses()).isEmpty();

        assertThatThrownBy(() -> environment.start(event -> {}, () -> {}))
                .hasMessageContaining("kinesis did not start");

        environment.awaitAddresses();
        assertThat(environment.addresses()).containsValue("http://127.0.0.1:" + port);
        assertThatThrownBy(environment::awaitStreams).isInstanceOf(StageException.class);
    }

    @Test
    void itsSecretsAreThoseThatThePlanDeclares() {
        assertThat(environment().secrets().declared()).containsExactly(Specimen.SECRET);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private StageEnvironment environment() {
        var plan = Specimen.plan(Specimen.ORDERS);
        var servers = new RunningServers(LocalServers.neededBy(plan).stream()
                .map(server -> new RunningServer(
                        server, directory, new LocalHome(directory, true), KinesisLimits.ON, event -> {}))
                .toList());
        return new StageEnvironment(
                servers, new LocalSecrets(directory.resolve("secrets")), directory, Map.of(), FlinkSettings.NONE, plan);
    }
}
