package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortFileTest {
    @TempDir
    private Path directory;

    @Test
    void atFirstAnyPortWillDo() {
        assertThat(file().usable()).isZero();
    }

    @Test
    void theFormerPortIsUsedAgainUnlessItIsTaken() throws IOException {
        int port;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            file().remember(port);
            assertThat(file().usable()).isZero();
        }

        assertThat(file().usable()).isEqualTo(port);
    }

    private PortFile file() {
        return new PortFile(directory.resolve("port"));
    }
}
