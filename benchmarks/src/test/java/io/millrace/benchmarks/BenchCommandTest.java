package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.report.Published;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
    @Test
    void aQuickLookDoesNotAddToThePublishedResults() {
        assertThat(results("--quick")).endsWithRaw(Path.of(".millrace/bench-quick.json"));
        assertThat(results("--quick", "--latency")).endsWithRaw(Path.of(".millrace/bench-quick.json"));
        assertThat(results()).endsWithRaw(Path.of(Published.RESULTS));
    }

    @Test
    void whatMeasuresNothingIsAboutThePublishedResults() {
        assertThat(results("--quick", "--report")).endsWithRaw(Path.of(Published.RESULTS));
        assertThat(results("--quick", "--merge", "others.json")).endsWithRaw(Path.of(Published.RESULTS));
    }

    @Test
    void aGivenFileIsTaken() {
        assertThat(results("--quick", "--results", "mine.json")).isEqualTo(Path.of("mine.json"));
        assertThat(results("--results", Published.RESULTS)).isEqualTo(Path.of(Published.RESULTS));
    }

    private static Path results(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.parseArgs(arguments);
        return ((BenchCommand) commandLine.getCommand()).results();
    }
}
