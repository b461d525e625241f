package io.millrace.integration.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.Rehearsal;
import io.millrace.rehearsal.Release;
import io.millrace.rehearsal.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The working tree can replace the last release in each of its environments, and the other way round. */
class ReleaseRehearsalIT {
    private static final Path ASSEMBLY = Path.of(System.getProperty("millrace.assembly"));

    @TempDir
    private Path directory;

    /** Keeps the stages of the working tree as those of the version that is released. */
    @BeforeAll
    static void write() throws IOException {
        if (Objects.equals(System.getProperty("millrace.fixtures"), "write")) {
            ReleasedStages.write(System.getProperty("millrace.version").replace("-SNAPSHOT", ""), ASSEMBLY);
        }
    }

    static List<String> stages() {
        return CloudAssembly.read(ASSEMBLY).stages().stream().map(Stage::name).toList();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void theLastReleaseCanBeUpdatedToTheWorkingTreeAndBack(String stage) throws IOException {
        List<String> releases = ReleasedStages.releases();
        Path last = ReleasedStages.unpack(releases.get(releases.size() - 1), directory);

        Report report = Rehearsal.ofForwardAndBack(Release.read(last, stage), Release.read(ASSEMBLY, stage));

        assertThat(report.isClean()).as(report.text()).isTrue();
    }

    @Test
    void aFirstDeploymentOfADisposableStageCanFailAnywhereAndBeRepeated() {
        Report report = Rehearsal.ofFirst(Release.read(ASSEMBLY, "dev"));

        assertThat(report.isClean()).as(report.text()).isTrue();
        assertThat(report.failures()).isGreaterThan(100);
    }
}
