package io.millrace.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script {@code millrace} starts the command line: in a checkout of empty jars, with a JDK that prints its arguments. */
class MillraceScriptTest {
    private static final String PROPERTY = "-Dmillrace.archive=";
    private static final String RECORD = "-XX:+RecordDynamicDumpInfo";

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void makeCheckout() throws IOException {
        home = Files.createDirectory(directory.resolve("a checkout"));
        Files.copy(
                Path.of(System.getProperty("millrace.home"), "millrace"),
                home.resolve("millrace"),
                StandardCopyOption.COPY_ATTRIBUTES);
        for (String jar : List.of(
                "local/target/millrace-local.jar",
                "local/target/lib/library.jar",
                "job/target/millrace-job.jar",
                "job-flink2/target/millrace-job-flink2.jar",
                ".millrace/built")) {
            write(home.resolve(jar), "");
        }
        makeJdk("17.0.15");
        Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(directory.resolve("bin/java"), Path.of("link"));
        Files.createSymbolicLink(directory.resolve("bin/link"), Path.of("../jdk/bin/java"));
        for (String tool : List.of("javac", "node")) {
            program(directory.resolve("bin").resolve(tool), "exit 1");
        }
    }

    @Test
    void theProcessOfAStageWritesAnArchiveThatOthersMap() throws Exception {
        String name = nameToWrite();
        Path archive = write(Path.of(name + "-7.jsa"), "content");

        for (String[] command : new String[][] {
            {"local", "up", "--app", "cdk.out"}, {"local", "status"}, {"cost", "--app", "cdk.out"}, {"--help"}
        }) {
            assertThat(run(command))
                    .contains("-XX:+VerifySharedSpaces", "-XX:SharedArchiveFile=" + archive, PROPERTY + archive)
                    .doesNotContain(RECORD);
        }
    }

    @Test
    void whatIsSoonOverWritesNoArchive() throws Exception {
        assertThat(run("local", "status"))
                .containsSubsequence("io.millrace.local.cli.Main", "local", "status")
                .noneMatch(argument -> argument.contains("rchive") || argument.equals(RECORD));
    }

    @Test
    void anArchiveThatIsCutOffIsNotMapped() throws Exception {
        String name = nameToWrite();
        write(Path.of(name + "-8.jsa"), "content");
        write(Path.of(name + "-0.jsa"), "content");

        assertThat(nameToWrite()).isEqualTo(name);

        write(Path.of(name + "-7.jsa"), "content");
        assertThat(run("local", "up", "--app", "cdk.out")).contains("-XX:SharedArchiveFile=" + name + "-7.jsa");
    }

    @Test
    void otherJarsAndOtherJdksHaveOtherArchives() throws Exception {
        String name = nameToWrite();
        write(Path.of(name + "-7.jsa"), "content");

        write(home.resolve("local/target/lib/library.jar"), "other");
        String ofOtherJars = nameToWrite();
        makeJdk("17.0.16");

        assertThat(nameToWrite()).isNotEqualTo(ofOtherJars).isNotEqualTo(name);
        assertThat(ofOtherJars).isNotEqualTo(name);
    }

    @Test
    void withoutAPlaceForItThereIsNoArchive() throws Exception {
        write(home.resolve(".millrace/classes"), "a file where a directory would be, since root may write everywhere");

        assertThat(run("local", "up", "--app", "cdk.out"))
                .contains("io.millrace.local.cli.Main")
                .noneMatch(argument -> argument.contains("rchive") || argument.equals(RECORD));
    }

    @Test
    void theVersionOfJavaComesFromTheJdksFileWithoutAJvm() throws Exception {
        run("local", "status");
        assertThat(directory.resolve("starts")).hasContent("-XX:+UseSerialGC");

        makeJdk("11.0.2");
        assertThat(run("local", "status"))
                .containsExactly("millrace: java must be 17 or newer, got 11.0.2; set PATH or install a JDK 17");
        makeJdk("1.8.0_452");
        assertThat(run("local", "status"))
                .containsExactly("millrace: java must be 17 or newer, got 1.8.0_452; set PATH or install a JDK 17");
        for (String newer : List.of("17", "21.0.1", "24-ea", "100")) {
            makeJdk(newer);
            assertThat(run("local", "status")).contains("io.millrace.local.cli.Main");
        }
    }

    /** Such as that of macOS, or one of a version manager. */
    @Test
    void aProgramThatChoosesAJdkIsAskedForIt() throws Exception {
        Files.delete(directory.resolve("bin/java"));
        program(directory.resolve("bin/java"), "exec '" + directory.resolve("jdk/bin/java") + "' \"$@\"");
        String name = nameToWrite();
        assertThat(directory.resolve("starts")).content().startsWith("-XshowSettings:properties\n");

        makeJdk("17.0.16");
        assertThat(nameToWrite()).isNotEqualTo(name);
        makeJdk("11.0.2");
        assertThat(run("local", "status"))
                .containsExactly("millrace: java must be 17 or newer, got 11; set PATH or install a JDK 17");
    }

    @Test
    void aSourceFileThatIsOtherOrGoneOrMovedIsAReasonToBuild() throws Exception {
        program(home.resolve("mvnw"), "exit 0");
        Path source = write(home.resolve("local/src/main/java/Source.java"), "");
        assertThat(builds()).as("a new one").isTrue();
        assertThat(builds()).isFalse();

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(builds()).as("another one").isTrue();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(30)));
        assertThat(builds()).isFalse();

        Path moved = Files.move(source, source.resolveSibling("Moved.java"));
        assertThat(builds()).as("a moved one").isTrue();
        assertThat(builds()).isFalse();

        Files.delete(moved);
        assertThat(builds()).as("one that is gone").isTrue();
        assertThat(builds()).isFalse();
    }

    @Test
    void whatAnEditorKeepsBesideASourceFileIsNoReasonToBuild() throws Exception {
        program(home.resolve("mvnw"), "exit 0");
        Path source = write(home.resolve("local/src/main/java/Source.java"), "");
        assertThat(builds()).isTrue();

        for (String name : List.of(".Source.java.swp", "Source.java~", "#Source.java#")) {
            write(source.resolveSibling(name), "");
        }
        Files.createSymbolicLink(source.resolveSibling(".#Source.java"), Path.of("somebody@here"));

        assertThat(builds()).isFalse();
    }

    private boolean builds() throws Exception {
        return run("local", "status").stream().anyMatch(line -> line.startsWith("millrace: building"));
    }

    /** The name that the process of a stage is given. */
    private String nameToWrite() throws Exception {
        List<String> arguments = run("local", "up", "--app", "cdk.out");
        assertThat(arguments).contains(RECORD).noneMatch(argument -> argument.startsWith("-XX:SharedArchiveFile"));
        Optional<String> name = arguments.stream()
                .filter(argument -> argument.startsWith(PROPERTY))
                .findFirst();
        assertThat(name).as("%s", arguments).isPresent();
        return name.get().substring(PROPERTY.length());
    }

    private List<String> run(String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", home.resolve("millrace").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process.inputReader(UTF_8).lines().toList();
    }

    private void makeJdk(String version) throws IOException {
        write(directory.resolve("jdk/release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(directory.resolve("jdk/bin/java"), """
                echo "$1" >>'%s'
                case $1 in
                  -XshowSettings*)
                    echo "    java.home = %s" >&2
                    echo "    java.specification.version = %s" >&2 ;;
                  *) printf '%%s\\n' "$@" ;;
                esac""".formatted(
                        directory.resolve("starts"), directory.resolve("jdk"), version.split("\\.", 2)[0]));
    }

    private static void program(Path file, String script) throws IOException {
        write(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, content);
    }
}
