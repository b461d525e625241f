package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
    private static final Duration END = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private Path jar;
    private ClassArchives archives;

    @BeforeEach
    void pack() throws IOException {
        jar = directory.resolve("lib/specimen.jar");
        Files.createDirectory(directory.resolve("lib"));
        String name = SpecimenServer.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = ClassArchivesTest.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            assertThat(in).isNotNull();
            in.transferTo(out);
        }
        archives = ClassArchives.in(directory.resolve("classes"));
    }

    @Test
    void aProcessMapsTheClassesOfTheFormerOne() throws IOException {
        assertThat(run()).doesNotContain("shared objects file (top)");

        assertThat(files()).hasSize(1);
        assertThat(run()).contains("shared objects file (top)");
    }

    @Test
    void anArchiveOfOtherJarsIsReplaced() throws IOException {
        run();
        List<Path> former = files();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));

        assertThat(run()).doesNotContain("shared objects file (top)");

        assertThat(files()).hasSize(1).doesNotContainAnyElementsOf(former);
        assertThat(run()).contains("shared objects file (top)");
    }

    @Test
    void aDamagedArchiveIsLeftOut() throws IOException {
        run();
        Path archive = files().get(0);
        byte[] content = Files.readAllBytes(archive);
        archive.toFile().setWritable(true);
        byte[] damaged = content.clone();
        Arrays.fill(damaged, content.length / 2, content.length - 100, (byte) 1);

        Files.write(archive, damaged);
        assertThat(run()).contains("READY").doesNotContain("shared objects file (top)");

        // one bit, which only the checksums show
        byte[] flipped = content.clone();
        flipped[content.length / 2] ^= 1;
        Files.write(archive, flipped);
        assertThat(run()).contains("READY").doesNotContain("shared objects file (top)");

        // a JVM crashes when it maps it
        Files.write(archive, Arrays.copyOf(content, content.length / 2));
        assertThat(run()).contains("READY").doesNotContain("shared objects file (top)");
        assertThat(run()).contains("shared objects file (top)");
    }

    @Test
    void theArchiveOfAnotherProgramIsLeftOut() throws IOException {
        run();
        byte[] foreign = Files.readAllBytes(files().get(0));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        run();
        Path archive = files().get(0);
        Path replaced = archive.resolveSibling(
                archive.getFileName().toString().replace("-" + Files.size(archive) + ".", "-" + foreign.length + "."));
        Files.delete(archive);

        Files.write(replaced, foreign);

        assertThat(run()).contains("READY").doesNotContain("shared objects file (top)");
        assertThat(files()).containsExactly(replaced);
    }

    @Test
    void oneOfSeveralProcessesWritesTheArchiveAndNoneIfThatOneIsKilled() throws IOException {
        ChildProcess first = start();
        ChildProcess second = start();
        first.awaitReady();
        second.awaitReady();

        first.kill();
        second.stop(END);
        run();

        assertThat(files()).isEmpty();
    }

    @Test
    void aProcessThatIsNotNeededAgainIsKilledUnlessItWritesTheArchive() throws IOException {
        assertThat(discard()).contains("ended in good order");

        assertThat(files()).hasSize(1);
        assertThat(discard()).contains("READY").doesNotContain("ended in good order");
    }

    @Test
    void withoutAPlaceOrWithDirectoriesOnTheClassPathThereIsNoArchive() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(ClassArchives.in(file.resolve("classes")).of(command()).options())
                .isEmpty();
        assertThat(ClassArchives.none().of(command()).options()).isEmpty();
        assertThat(archives.of(new JavaCommand(List.of(), jar + ":" + directory, "Main", List.of()))
                        .options())
                .isEmpty();
        assertThat(files()).isEmpty();
    }

    private JavaCommand command() {
        return new JavaCommand(
                List.of("-Xlog:class+load"),
                directory.resolve("lib").resolve("*").toString(),
                SpecimenServer.class.getName(),
                List.of("serve"));
    }

    private ChildProcess start() {
        return ChildProcess.start("specimen", command(), archives, Map.of(), directory.resolve("log"));
    }

    /** Runs the program to its end, and returns its output. */
    private String run() throws IOException {
        ChildProcess process = start();
        process.awaitReady();
        process.stop(END);
        return Files.readString(directory.resolve("log"));
    }

    /** Runs the program until it is ready, and returns its output. */
    private String discard() throws IOException {
        ChildProcess process = start();
        process.awaitReady();
        process.discard(END);
        return Files.readString(directory.resolve("log"));
    }

    private List<Path> files() throws IOException {
        Path classes = directory.resolve("classes");
        if (!Files.exists(classes)) {
            return List.of();
        }
        try (var files = Files.list(classes)) {
            return files.toList();
        }
    }
}
