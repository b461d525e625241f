package io.millrace.local.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageDirectoryTest {
    @Test
    void aLockThatThisProcessHoldsIsTakenLikeThatOfAnother(@TempDir Path path) throws IOException {
        StageDirectory directory = new StageDirectory(path);
        try (FileChannel held = directory.lockStart().orElseThrow()) {
            assertThat(held.isOpen()).isTrue();
            assertThat(directory.lockStart()).isEmpty();
        }
        directory.lockStart().orElseThrow().close();
    }
}
