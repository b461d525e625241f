package io.millrace.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.AssemblyException;
import io.millrace.assembly.AssemblyFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
    @TempDir
    private Path directory;

    @Test
    void aReleaseHasTheNameOfItsDirectory() {
        assertThat(read("current").name()).isEqualTo("current");
        assertThat(read("0123456789ab" + "c".repeat(52)).name()).isEqualTo("0123456789ab");
    }

    @Test
    void whatIsNoAssemblyIsRefused() {
        assertThatThrownBy(() -> Release.read(directory, "default"))
                .isInstanceOf(AssemblyException.class)
                .hasMessageContaining("is not a cloud assembly");
    }

    private Release read(String name) {
        return Release.read(
                new AssemblyFiles(directory.resolve(name))
                        .oneStack("{'Resources': {}}", "a.jar")
                        .directory(),
                "default");
    }
}
