package io.millrace.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    @Test
    void programsComeOutOfTheArtifactsOnTheClassPath() {
        LocalHome home = Distribution.home();

        assertIsThere(home.kafka(), "kafka_2.13-");
        assertIsThere(home.cluster(1), "flink-statebackend-rocksdb-1.");
        assertIsThere(home.cluster(2), "flink-statebackend-rocksdb-2.");
        for (int major : List.of(1, 2)) {
            assertThat(home.cluster(major).jar().resolveSibling("flink-jvm.options"))
                    .isRegularFile();
        }
    }

    private static void assertIsThere(Program program, String library) {
        assertThat(program.jar()).isRegularFile();
        assertThat(program.libraries())
                .isDirectoryContaining(jar -> jar.getFileName().toString().startsWith(library));
        assertThat(program.classPath()).isEqualTo(program.jar() + File.pathSeparator + program.libraries() + "/*");
    }

    @Test
    void aProgramThatIsNotThereIsNamedWithWhatBringsIt(@TempDir Path empty) {
        assertThatThrownBy(() -> new LocalHome(empty).kafka())
                .isInstanceOf(StageException.class)
                .hasMessageContaining("io.millrace:millrace-kafka:distribution to the class path");
    }
}
