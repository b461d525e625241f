package io.millrace.local.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationDirectoryTest {
    @TempDir
    private Path path;

    @Test
    void aStartKeepsStateAndPortAndEmptiesTheRest() throws IOException {
        ApplicationDirectory directory = new ApplicationDirectory(path);
        directory.prepare();
        Path state = Files.createDirectories(path.resolve("versions/1/checkpoints/one/chk-9"));
        Files.writeString(path.resolve("upload/job.jar"), "old");
        Files.writeString(path.resolve("tmp/library.so"), "old");
        directory.port().remember(8123);

        directory.prepare();

        assertThat(state).isDirectory();
        assertThat(directory.port().path()).hasContent("8123");
        assertThat(path.resolve("upload")).isEmptyDirectory();
        assertThat(path.resolve("tmp")).isEmptyDirectory();
    }
}
