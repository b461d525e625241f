package io.millrace.local.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionDirectoryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path path;

    private VersionDirectory directory;

    @BeforeEach
    void prepare() {
        directory = new VersionDirectory(path);
        directory.prepare();
    }

    @Test
    void thereIsNoStateAtFirst() {
        assertThat(directory.newestState(true)).isEmpty();
    }

    @Test
    void theNewestStateOfAnyRunIsRestored() throws IOException {
        complete("checkpoints/one/chk-9", NOON);
        Path newest = complete("checkpoints/two/chk-1", NOON.plusSeconds(2));
        complete("savepoints/savepoint-1", NOON.plusSeconds(1));

        assertThat(directory.newestState(true)).contains(newest);
    }

    @Test
    void aSavepointIsLeftOutWhenTheTemplateSkipsIt() throws IOException {
        Path checkpoint = complete("checkpoints/one/chk-9", NOON);
        Path savepoint = complete("savepoints/savepoint-1", NOON.plusSeconds(1));

        assertThat(directory.newestState(true)).contains(savepoint);
        assertThat(directory.newestState(false)).contains(checkpoint);
    }

    @Test
    void whatIsNotCompleteIsNoState() throws IOException {
        Files.createDirectories(path.resolve("checkpoints/one/chk-9"));
        Files.createDirectories(path.resolve("checkpoints/one/shared"));

        assertThat(directory.newestState(true)).isEmpty();
    }

    @Test
    void aRunWithACheckpointOfItsOwnNeedsNoFormerOne() throws IOException {
        complete("checkpoints/former/chk-9", NOON);
        Path own = complete("checkpoints/own/chk-1", NOON.plusSeconds(3));
        Path older = complete("savepoints/savepoint-1", NOON.plusSeconds(1));
        Path newer = complete("savepoints/savepoint-2", NOON.plusSeconds(2));

        directory.keepOnly("own");

        assertThat(path.resolve("checkpoints")).isDirectoryContaining(job -> job.equals(own.getParent()));
        assertThat(path.resolve("checkpoints/former")).doesNotExist();
        assertThat(older).doesNotExist();
        assertThat(newer).isDirectory();
    }

    private Path complete(String name, Instant when) throws IOException {
        Path state = Files.createDirectories(path.resolve(name));
        Path metadata = Files.writeString(state.resolve("_metadata"), "");
        Files.setLastModifiedTime(metadata, FileTime.from(when));
        return state;
    }
}
