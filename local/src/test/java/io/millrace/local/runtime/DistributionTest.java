package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void aModulesProgramComesOutOfTheArtifactOnTheClassPath() {
        String[] classPath = Distribution.home().clusterClassPath().split(File.pathSeparator, -1);

        assertThat(Path.of(classPath[0])).isRegularFile();
        assertThat(Path.of(classPath[1]).getParent())
                .isDirectoryContaining(
                        jar -> jar.getFileName().toString().startsWith("flink-statebackend-rocksdb-1.20"));
    }

    @Test
    void aModuleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Distribution.home().kafkaClassPath())
                .isInstanceOf(StageException.class)
                .hasMessageContaining("io.millrace:millrace-kafka:distribution on the class path brings it");
    }
}
