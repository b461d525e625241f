package io.millrace.local.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarStoreTest {
    @TempDir
    private Path directory;

    @Test
    void jarsWithTheSameContentAreOne() throws IOException {
        assertThat(keep("a", Instant.EPOCH))
                .isEqualTo(keep("a", Instant.EPOCH))
                .isEqualTo(keep("a", Instant.now()))
                .hasContent("a");
    }

    @Test
    void aChangedJarIsNoticedByItsDateAndByItsSize() throws IOException {
        assertThat(keep("a", Instant.EPOCH)).hasContent("a");

        assertThat(keep("b", Instant.EPOCH.plusMillis(1))).hasContent("b");
        assertThat(keep("cc", Instant.EPOCH.plusMillis(1))).hasContent("cc");
    }

    /** Two builds can end within the time that a file system's dates distinguish. */
    @Test
    void aJarThatChangesWithoutANewDateRightAfterItWasWrittenIsNoticed() throws IOException {
        Instant written = Instant.now();
        assertThat(keep("a", written)).hasContent("a");

        assertThat(keep("b", written)).hasContent("b");
    }

    /** Writes a jar over the former one, and keeps it. */
    private Path keep(String content, Instant changed) throws IOException {
        Path jar = Files.writeString(directory.resolve("job.jar"), content);
        Files.setLastModifiedTime(jar, FileTime.from(changed));
        return new JarStore(directory.resolve("jars")).keep(jar);
    }
}
