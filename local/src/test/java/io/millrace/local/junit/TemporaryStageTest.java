package io.millrace.local.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryStageTest {
    @TempDir
    private Path directory;

    @Test
    void aReportHasTheLogsOfProcessesAndNoRecordsOfAServer() throws IOException {
        write("dev/kafka.log", "broker started".getBytes(UTF_8));
        write("dev/applications/shop/flink.log", "job failed".getBytes(UTF_8));
        write("dev/kafka/orders-0/00000000000000000000.log", new byte[] {(byte) 0xFF, 0, (byte) 0xFE});

        assertThat(TemporaryStage.logs(directory))
                .isEqualTo("dev/applications/shop/flink.log:\n  job failed\ndev/kafka.log:\n  broker started\n");
    }

    private void write(String file, byte[] content) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }
}
