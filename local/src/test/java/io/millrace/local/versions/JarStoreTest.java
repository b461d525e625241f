package io.millrace.local.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.files.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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

    @Test
    void anUnchangedJarIsFoundWithoutReadingIt() throws Exception {
        Path jar = settledJar();
        JarStore store = new JarStore(directory.resolve("jars"));
        Path kept = store.keep(jar);
        Path source = Path.of(kept.toString().replace(".jar", ".source"));
        Path other = Files.writeString(kept.resolveSibling("other.jar"), "what only a jar that is not read leads to");
        Files.move(source, kept.resolveSibling("other.source"));

        assertThat(store.keep(jar)).isEqualTo(other);

        Files.delete(other);
        assertThat(store.keep(jar)).isEqualTo(kept);
        Files.writeString(source, "damaged");
        assertThat(store.keep(jar)).isEqualTo(kept);
    }

    /** A date can be set back, and a build can set the same one for every file; a copy's size is the same, too. */
    @Test
    void anotherJarOfTheSameSizeAndDateIsNoticed() throws Exception {
        Path jar = directory.resolve("job.jar");
        Files.copy(settledJar(), jar, StandardCopyOption.COPY_ATTRIBUTES);
        FileTime date = Files.getLastModifiedTime(jar);
        JarStore store = new JarStore(directory.resolve("jars"));
        Path first = store.keep(jar);
        byte[] changed = Files.readAllBytes(jar);
        changed[100]++;
        Files.write(jar, changed);
        Files.setLastModifiedTime(jar, date);

        Path second = store.keep(jar);

        assertThat(second).isNotEqualTo(first).hasBinaryContent(changed);
        store.keepOnly(Set.of(second));
        assertThat(first).doesNotExist();
        assertThat(second).exists();
    }

    /** A build writes the jar while it is stored. */
    @Test
    void aJarThatChangesMeanwhileIsKeptUnderTheDigestOfItsCopy() throws Exception {
        Path jar = Files.write(directory.resolve("job.jar"), new byte[8 << 20]);
        AtomicBoolean built = new AtomicBoolean();
        Thread build = new Thread(() -> write(jar, built), "build");
        build.start();
        Path kept;
        try {
            kept = new JarStore(directory.resolve("jars")).keep(jar);
        } finally {
            built.set(true);
            build.join();
        }

        assertThat(kept).hasFileName(Sha256.of(kept) + ".jar");
    }

    /** Writes over both ends of a jar, again and again. */
    private static void write(Path jar, AtomicBoolean built) {
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            for (int i = 0; !built.get(); i++) {
                file.seek(i % 2 == 0 ? 0 : file.length() - Integer.BYTES);
                file.writeInt(i);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatTellsTheSourceOfAJarStaysAndGoesWithIt() throws Exception {
        JarStore store = new JarStore(directory.resolve("jars"));
        Path kept = store.keep(settledJar());

        store.keepOnly(Set.of(kept));
        assertThat(store.directory()).isDirectoryContaining("glob:**.source");

        store.keepOnly(Set.of());
        assertThat(store.directory()).isEmptyDirectory();
    }

    /** One that has not just been written. */
    private static Path settledJar() throws URISyntaxException {
        return Path.of(
                Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Writes a jar over the former one, and keeps it. */
    private Path keep(String content, Instant changed) throws IOException {
        Path jar = Files.writeString(directory.resolve("job.jar"), content);
        Files.setLastModifiedTime(jar, FileTime.from(changed));
        return new JarStore(directory.resolve("jars")).keep(jar);
    }
}
