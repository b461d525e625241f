package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.results.ResultsFile;
import io.millrace.benchmarks.suite.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Figures are never edited by hand: what is published is what the published results give. */
class PublishedTest {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));

    @Test
    void documentsAndPlotsAreThoseOfTheResults() throws IOException {
        Map<Path, String> files = files();

        assertThat(files).isNotEmpty();
        files.forEach((path, text) -> assertThat(path)
                .as("run './millrace bench --report', and do not edit by hand what it writes")
                .hasContent(text));
    }

    @Test
    void thereAreNoOtherPlots() throws IOException {
        Map<Path, String> files = files();

        try (Stream<Path> plots = Files.list(HOME.resolve("docs/performance"))) {
            assertThat(plots.filter(plot -> plot.toString().endsWith(".svg"))).isSubsetOf(files.keySet());
        }
    }

    private static Map<Path, String> files() throws IOException {
        return new Published(HOME, Benchmarks.eventBytes())
                .files(new ResultsFile(HOME.resolve(Published.RESULTS)).read());
    }
}
