package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "80x", "-1", "70000", "99999999999"})
    void aFileThatHasNoPortIsLikeNone(String text) throws IOException {
        Files.writeString(directory.resolve("port"), text);

        assertThat(file().usable()).isZero();
    }

    private PortFile file() {
        return new PortFile(directory.resolve("port"));
    }
}
