package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.files.Directories;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnClassArchiveTest {
    @TempDir
    private Path directory;

    private Path jar;
    private Path classes;

    @BeforeEach
    void pack() throws Exception {
        jar = directory.resolve("specimen.jar");
        classes = Files.createDirectory(directory.resolve("classes"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : List.of(ArchivingServer.class, OwnClassArchive.class, Directories.class)) {
                for (Path file : Directories.children(packageOf(type))) {
                    out.putNextEntry(new JarEntry(type.getPackageName().replace('.', '/') + "/" + file.getFileName()));
                    Files.copy(file, out);
                }
            }
        }
    }

    private static Path packageOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve(type.getPackageName().replace('.', '/'));
    }

    @Test
    void aProcessWritesItsClassesBeforeItEndsAndTheNextOneMapsThem() throws IOException {
        Path former = Files.createFile(classes.resolve("cli-0-0.jsa"));
        Path ofFlink = Files.createFile(classes.resolve("0-0-0.jsa"));

        assertThat(run(start("cli-1")).lines().filter(line -> !line.contains("[class,load]")))
                .containsExactly("READY http://127.0.0.1:1234", "ended in good order");

        assertThat(former).doesNotExist();
        assertThat(ofFlink).exists();
        Path written = written();
        assertThat(written).hasFileName("cli-1-" + Files.size(written) + ".jsa");
        FileTime date = Files.getLastModifiedTime(written);

        assertThat(run(start(written.getFileName().toString())))
                .contains(ArchivingServer.class.getName() + " source: shared objects file (top)")
                .contains("ended in good order");
        assertThat(Files.getLastModifiedTime(written())).isEqualTo(date);
    }

    @Test
    void nothingIsWrittenOfJarsThatHaveChangedSinceTheStart() throws IOException {
        ChildProcess process = start("cli-1");
        process.awaitReady();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

        assertThat(run(process)).contains("ended in good order");

        assertThat(classes).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsGoneIsNoFailure() throws IOException {
        ChildProcess process = start("cli-1");
        process.awaitReady();
        Files.delete(classes);

        assertThat(run(process)).contains("ended in good order");
    }

    @Test
    void aProcessThatIsGivenNoArchiveWritesNone() throws IOException {
        assertThat(OwnClassArchive.ofThisProcess().options()).isEmpty();
        ChildProcess process = start(new ArrayList<>());

        assertThat(run(process)).contains("ended in good order");

        assertThat(classes).isEmptyDirectory();
    }

    private Path written() {
        List<Path> all = Directories.children(classes).stream()
                .filter(file -> file.getFileName().toString().startsWith("cli-"))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** @param archive its file name */
    private ChildProcess start(String archive) {
        return start(
                new ArrayList<>(OwnClassArchive.options(classes.resolve(archive).toString())));
    }

    private ChildProcess start(List<String> options) {
        options.add("-Xlog:class+load");
        JavaCommand command = new JavaCommand(options, jar.toString(), ArchivingServer.class.getName(), List.of());
        return ChildProcess.start("specimen", command, ClassArchives.none(), Map.of(), directory.resolve("log"));
    }

    /** Runs a process to its end, and returns its output. */
    private String run(ChildProcess process) throws IOException {
        process.awaitReady();
        process.stop(Duration.ofMinutes(5));
        return Files.readString(directory.resolve("log"));
    }
}
