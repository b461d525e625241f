package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    @Test
    void programsComeOutOfTheArtifactsOnTheClassPath() {
        LocalHome home = Distribution.home();

        assertIsThere(home.clusterClassPath(), "flink-statebackend-rocksdb-");
        assertIsThere(home.kafkaClassPath(), "kafka_2.13-");
        assertThat(Path.of(home.flinkJvmOptions().substring(1)))
                .hasFileName("flink-jvm.options")
                .isRegularFile();
    }

    private static void assertIsThere(String classPath, String library) {
        String[] entries = classPath.split(File.pathSeparator, -1);
        assertThat(Path.of(entries[0])).isRegularFile();
        assertThat(Path.of(entries[1]).getParent())
                .isDirectoryContaining(jar -> jar.getFileName().toString().startsWith(library));
    }

    @Test
    void aProgramThatIsNotThereIsNamedWithWhatBringsIt(@TempDir Path empty) {
        assertThatThrownBy(() -> new LocalHome(empty).kafkaClassPath())
                .isInstanceOf(StageException.class)
                .hasMessageContaining("io.millrace:millrace-kafka:distribution to the class path");
    }
}
