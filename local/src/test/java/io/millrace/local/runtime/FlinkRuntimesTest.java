package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.local.process.LocalHome;
import io.millrace.local.process.StageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkRuntimesTest {
    @TempDir
    private Path directory;

    private final List<String> events = new ArrayList<>();

    @BeforeEach
    void build() throws IOException {
        for (String module : List.of("cluster", "cluster-flink2")) {
            Path target = Files.createDirectories(directory.resolve(module).resolve("target"));
            Files.createFile(target.resolve("millrace-" + module + ".jar"));
        }
        for (LocalRuntime runtime : LibraryLockTest.fetched()) {
            Files.createDirectories(fetched(runtime));
        }
    }

    private Path fetched(LocalRuntime runtime) {
        LibraryLock lock = LibraryLock.of(runtime).orElseThrow();
        return directory.resolve("cache").resolve(lock.name() + "-" + lock.digest());
    }

    private FlinkProgram program(String runtime, int installedJava) {
        return runtimes(installedJava).program(runtime, events::add);
    }

    private FlinkRuntimes runtimes(int installedJava) {
        JavaHomes jdks = new JavaHomes(
                Map.of(), directory, List.of(), new JavaHome(Path.of("/java-" + installedJava), installedJava));
        LibraryCache cache = new LibraryCache(directory.resolve("cache"), MavenRepositories.ofUser(directory));
        return new FlinkRuntimes(new LocalHome(directory), cache, jdks);
    }

    @Test
    void aReleaseThatIsBuiltInHasTheLibrariesOfItsProgram() {
        Path target = directory.resolve("cluster-flink2/target");

        FlinkProgram program = program("FLINK-2_2", 17);

        assertThat(program.classPath())
                .isEqualTo(target.resolve("millrace-cluster-flink2.jar") + ":" + target + "/lib/*");
        assertThat(program.jvmOptions()).isEqualTo("@" + target.resolve("flink-jvm.options"));
        assertThat(program.java()).isEqualTo(Path.of("/java-17/bin/java"));
        assertThat(events).isEmpty();
    }

    @Test
    void anyOtherReleaseHasTheProgramOfItsMajorVersionAndItsOwnLibraries() {
        assertThat(program("FLINK-1_19", 11).classPath())
                .isEqualTo(directory.resolve("cluster/target/millrace-cluster.jar") + ":"
                        + fetched(LocalRuntime.FLINK_1_19) + "/*");
        assertThat(program("FLINK-2_3", 17).classPath())
                .isEqualTo(directory.resolve("cluster-flink2/target/millrace-cluster-flink2.jar") + ":"
                        + fetched(LocalRuntime.FLINK_2_3) + "/*");
    }

    @Test
    void aReleaseThatIsNotHereRunsOnTheNext() {
        assertThat(program("FLINK-1_15", 11)).isEqualTo(program("FLINK-1_18", 11));
        assertThatThrownBy(() -> program("FLINK-2_4", 17))
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "runtime must be one that runs here (FLINK-1_18, FLINK-1_19, FLINK-1_20, FLINK-2_2, FLINK-2_3), got"
                                + " 'FLINK-2_4'");
    }

    @Test
    void whatIsFetchedIsFetchedOnce() throws IOException {
        runtimes(11).fetch("FLINK-1_18", events::add);
        runtimes(11).fetch("FLINK-1_20", events::add);
        assertThat(events).isEmpty();

        Files.delete(fetched(LocalRuntime.FLINK_1_18));
        Files.writeString(
                Files.createDirectories(directory.resolve(".m2")).resolve("settings.xml"),
                "<settings><offline>true</offline></settings>");
        assertThatThrownBy(() -> runtimes(11).fetch("FLINK-1_18", events::add))
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith("the libraries of FLINK-1_18 cannot be fetched: ");
        assertThat(events).singleElement().asString().startsWith("fetching the libraries of Flink 1.18.1 once: ");
    }

    @Test
    void anotherJavaThanTheServicesIsNamed() {
        assertThat(program("FLINK-1_20", 17).java()).isEqualTo(Path.of("/java-17/bin/java"));

        assertThat(events).containsExactly("runs on Java 17, the nearest that is installed; the service has Java 11");
    }
}
