package io.millrace.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFileTest {
    private static final Machine MACHINE = new Machine("a processor", 2, 24, "Linux amd64");

    @TempDir
    private Path directory;

    private ResultsFile file;

    @BeforeEach
    void openFile() {
        file = new ResultsFile(directory.resolve("new/results.json"));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        BenchmarkResults results = BenchmarkResults.NONE
                .with(run("1"), throughput("1", "lottery", "job", 10))
                .with(run("2"), throughput("2", "rollup", "textbook", 20));

        file.write(results);

        assertThat(file.read()).isEqualTo(results);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{\"throughput\": [{\"run\": \"1\"}]}",
                "{\"others\": []}",
                "{} {}",
                "{\"latency\": [{\"run\": \"1\"}]}",
                "\"\u00ff\""
            })
    void whatIsNoResultsFileIsNamedWithItsLine(String text) throws IOException {
        Path path = Files.writeString(directory.resolve("others.json"), text, StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> new ResultsFile(path).read())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "'" + path + "' must have results as 'millrace bench' writes them, but line 1 is not: ");
    }

    @Test
    void nullIsNoResultsFile() throws IOException {
        Path path = Files.writeString(directory.resolve("others.json"), "null");

        assertThatThrownBy(() -> new ResultsFile(path).read())
                .isInstanceOf(IOException.class)
                .hasMessage("'" + path + "' must have results as 'millrace bench' writes them, but it is null");
    }

    @Test
    void hasALineForEachCase() throws IOException {
        file.write(BenchmarkResults.NONE
                .with(run("1"), throughput("1", "lottery", "job", 10))
                .with(run("1"), throughput("1", "lottery", "textbook", 20)));

        try (Stream<String> lines = Files.lines(directory.resolve("new/results.json"))) {
            assertThat(lines.filter(line -> line.contains("\"rounds\""))).hasSize(2);
        }
    }

    @Test
    void aRunReplacesTheCasesThatItMeasuresAndKeepsAllOthers() throws IOException {
        record(run("1"), throughput("1", "lottery", "job", 10), throughput("1", "lottery", "sql", 11));
        record(run("2", "def"), throughput("2", "rollup", "job", 20));
        record(run("3", "def"), throughput("3", "lottery", "job", 30));

        BenchmarkResults merged = file.read();

        assertThat(merged.throughput())
                .containsExactlyInAnyOrder(
                        throughput("1", "lottery", "sql", 11),
                        throughput("2", "rollup", "job", 20),
                        throughput("3", "lottery", "job", 30));
        assertThat(merged.runs()).extracting(RunConditions::commit).containsExactly("abc", "def", "def");
    }

    @Test
    void aRunKnowsWhatItHasMeasuredItself() throws IOException {
        record(run("1"), throughput("1", "lottery", "job", 10));
        Recorder recorder = new Recorder(file, run("2"));

        recorder.add(throughput("2", "rollup", "job", 20));

        assertThat(recorder.measured())
                .isEqualTo(BenchmarkResults.NONE.with(run("2"), throughput("2", "rollup", "job", 20)));
    }

    @Test
    void aRunWithoutCasesLeftIsForgotten() throws IOException {
        record(run("1"), throughput("1", "lottery", "job", 10));
        record(run("2"), throughput("2", "lottery", "job", 20));

        assertThat(file.read().runs()).extracting(RunConditions::id).containsExactly("2");
    }

    @Test
    void theRoundsSoFarAreReplacedByMore() throws IOException {
        Recorder recorder = new Recorder(file, run("1"));
        recorder.add(throughput("1", "lottery", "job", 10));
        recorder.add(throughput("1", "lottery", "job", 10, 12));

        assertThat(file.read().throughput()).singleElement().satisfies(measured -> assertThat(
                        measured.spread(Throughput.Round::eventsPerSecond).median())
                .isEqualTo(11));
    }

    @Test
    void mergingAddsRoundsThatWereMeasuredUnderTheSameConditions() {
        BenchmarkResults first = BenchmarkResults.NONE.with(run("1"), throughput("1", "lottery", "job", 10));
        BenchmarkResults second = BenchmarkResults.NONE.with(run("2"), throughput("2", "lottery", "job", 12, 14));

        BenchmarkResults merged = first.with(second);

        assertThat(merged.throughput()).singleElement().satisfies(measured -> assertThat(measured.rounds())
                .extracting(Throughput.Round::eventsPerSecond)
                .containsExactly(10L, 12L, 14L));
        assertThat(merged.runs()).extracting(RunConditions::id).containsExactly("1", "2");
        assertThat(merged.with(run("3"), throughput("3", "lottery", "sql", 1)).runs())
                .extracting(RunConditions::id)
                .containsExactly("1", "2", "3");
    }

    @Test
    void mergingTheSameRunAgainReplacesItsRounds() {
        BenchmarkResults results = BenchmarkResults.NONE.with(run("1"), throughput("1", "lottery", "job", 10));

        assertThat(results.with(results)).isEqualTo(results);
    }

    @Test
    void mergingReplacesWhatAnotherCommitMeasured() {
        BenchmarkResults first = BenchmarkResults.NONE.with(run("1"), throughput("1", "lottery", "job", 10));
        BenchmarkResults second = BenchmarkResults.NONE.with(run("2", "def"), throughput("2", "lottery", "job", 12));

        assertThat(first.with(second)).isEqualTo(second);
    }

    @Test
    void aRunEndsBeforeItMeasuresWhenItsFileCannotBeWritten() throws IOException {
        Files.createFile(directory.resolve("new"));

        assertThatThrownBy(() -> new Recorder(file, run("1")))
                .isInstanceOf(UnwritableResultsException.class)
                .hasMessageContaining(directory.resolve("new/results.json").toString());
    }

    @Test
    void aRunEndsWhenItsFileCanNoLongerBeWritten() throws IOException {
        Recorder recorder = new Recorder(file, run("1"));
        Files.delete(directory.resolve("new/results.json"));
        Files.createDirectory(directory.resolve("new/results.json"));

        assertThatThrownBy(() -> recorder.add(throughput("1", "lottery", "job", 10)))
                .isInstanceOf(UnwritableResultsException.class)
                .hasMessageContaining(directory.resolve("new/results.json").toString());
    }

    private void record(RunConditions run, Throughput... cases) throws IOException {
        Recorder recorder = new Recorder(file, run);
        for (Throughput measured : cases) {
            recorder.add(measured);
        }
    }

    private static RunConditions run(String id) {
        return run(id, "abc");
    }

    private static RunConditions run(String id, String commit) {
        return new RunConditions(
                id, List.of("--quick"), commit, MACHINE, "17", List.of("-Xmx3g"), "1.20", Map.of("parallelism", "1"));
    }

    private static Throughput throughput(String run, String job, String implementation, long... rounds) {
        return new Throughput(
                run,
                job,
                "standard",
                implementation,
                "rocksdb",
                10_000,
                "usual",
                1,
                10,
                LongStream.of(rounds)
                        .mapToObj(rate -> new Throughput.Round(rate, 2 * rate, 3 * rate, 1))
                        .toList(),
                4_000L,
                null);
    }
}
