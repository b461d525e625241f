package io.millrace.benchmarks;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.benchmarks.measure.Scenario;
import io.millrace.benchmarks.pipeline.Traffic;
import io.millrace.benchmarks.report.Published;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void programsReadWhatWasMerged(@TempDir Path directory) throws IOException {
        Path published = Path.of(System.getProperty("millrace.home")).resolve(Published.RESULTS);
        Path merged = directory.resolve("merged.json");
        StringWriter out = new StringWriter();
        CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));

        int exitCode =
                commandLine.execute("--merge", published.toString(), "--results", merged.toString(), "-o", "json");

        assertThat(exitCode).isZero();
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(out.toString())).isEqualTo(json.readTree(merged.toFile()));
        assertThat(out.toString()).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--qqq, --qqq",
        "--rounds 0, --rounds",
        "--latency --out-of-orderness soon, --out-of-orderness",
        "--latency --out-of-orderness 3001ms, 3001 ms",
        "--all --out-of-orderness 200ms, --latency",
        "--keys 2148m, --keys",
        "--merge none.json, none.json",
        "--report --results none.json, none.json"
    })
    void programsReadWhatIsWrong(String arguments, String named) throws IOException {
        StringWriter err = new StringWriter();

        int exitCode = Main.commandLine().setErr(new PrintWriter(err)).execute((arguments + " -o json").split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(new JsonMapper().readTree(err.toString()).path("error").asText())
                .contains(named);
    }

    @Test
    void nothingIsMeasuredIfTheResultsCannotBeWritten(@TempDir Path directory) throws IOException {
        Path results = Files.createFile(directory.resolve("file")).resolve("results.json");
        StringWriter err = new StringWriter();

        int exitCode = Main.commandLine()
                .setErr(new PrintWriter(err))
                .execute("--quick", "--profile", "--jobs", "rollup", "--results", results.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("--results", results.toString()).doesNotContain("failed: ");
    }

    @Test
    void nothingIsPublishedOfAFileWithoutResults(@TempDir Path directory) throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.json"), "{}");
        StringWriter err = new StringWriter();

        int exitCode =
                Main.commandLine().setErr(new PrintWriter(err)).execute("--report", "--results", empty.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("'" + empty + "' must have results");
    }

    @Test
    void theHotKeyCanBeLeftOut() {
        assertThat(traffics()).containsExactly(Traffic.USUAL, Traffic.ONE_HOT_KEY);
        assertThat(traffics("--no-hot-key")).containsExactly(Traffic.USUAL);
        assertThat(traffics("--quick", "--no-hot-key")).containsExactly(Traffic.USUAL);
    }

    private static Set<Traffic> traffics(String... arguments) {
        return parsed(arguments).plan().scenarios(EnumSet.allOf(Traffic.class)).stream()
                .map(Scenario::traffic)
                .collect(toCollection(TreeSet::new));
    }

    private static Path results(String... arguments) {
        return parsed(arguments).results();
    }

    private static BenchCommand parsed(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.parseArgs(arguments);
        return commandLine.getCommand();
    }
}
