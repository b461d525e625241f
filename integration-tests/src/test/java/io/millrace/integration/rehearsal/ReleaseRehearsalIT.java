package io.millrace.integration.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.Stage;
import io.millrace.rehearsal.Rehearsal;
import io.millrace.rehearsal.RehearsalReport;
import io.millrace.rehearsal.Release;
import io.millrace.rehearsal.deployment.Procedure;
import io.millrace.rehearsal.result.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
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

        Release current = Release.read(last, stage);
        RehearsalReport report =
                Rehearsal.of(List.of(current, Release.read(ASSEMBLY, stage), current), Procedure.DEPLOY_SCRIPT);

        // from Flink 2 back to Flink 1, only a snapshot from before can be restored (docs/operating.md)
        assertThat(report.isRefused()).as(report.text()).isFalse();
        assertThat(report.occurrences(Rule.Severity.LOSS))
                .as(report.text())
                .allMatch(loss -> loss.finding().rule() == Rule.STATE_UNREADABLE
                        && loss.step().equals("step 3"));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aFirstDeploymentCanFailAnywhereAndBeRepeated(String stage) {
        RehearsalReport report = Rehearsal.of(List.of(Release.read(ASSEMBLY, stage)), Procedure.DEPLOY_SCRIPT);

        assertThat(report.isClean()).as(report.text()).isTrue();
        assertThat(report.failures()).isGreaterThan(100);
    }
}
