package io.millrace.local.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** A clock that was wrong is set back, and a savepoint has a date in the future. */
    @Test
    void theNewestStateIsThatOfTheHighestNumberWhateverTheClockSays() throws IOException {
        Path restored = numbered("savepoints/savepoint-1", 10, NOON.plusSeconds(3600));
        Path newer = numbered("checkpoints/own/chk-11", 11, NOON);

        assertThat(directory.newestState(true)).contains(newer);

        Path stopped = numbered("savepoints/savepoint-2", 12, NOON.minusSeconds(1));
        assertThat(directory.newestState(true)).contains(stopped);

        directory.keepOnly("own");
        assertThat(stopped).isDirectory();
        assertThat(restored).doesNotExist();
    }

    private Path complete(String name, Instant when) throws IOException {
        return complete(name, new byte[0], when);
    }

    /** With what the metadata of Flink begins with. */
    private Path numbered(String name, long number, Instant when) throws IOException {
        byte[] metadata = ByteBuffer.allocate(Integer.BYTES * 2 + Long.BYTES)
                .putInt(0x4960672d)
                .putInt(4)
                .putLong(number)
                .array();
        return complete(name, metadata, when);
    }

    private Path complete(String name, byte[] content, Instant when) throws IOException {
        Path state = Files.createDirectories(path.resolve(name));
        Path metadata = Files.write(state.resolve("_metadata"), content);
        Files.setLastModifiedTime(metadata, FileTime.from(when));
        return state;
    }
}
