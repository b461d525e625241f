package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.ResultsFile;
import io.millrace.benchmarks.results.UnwritableResultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedMeasurementsTest {
    private final List<String> progress = new ArrayList<>();
    private final FailedMeasurements failures = new FailedMeasurements(progress::add);

    @Test
    void aMeasurementThatFailsDoesNotEndTheOthersAndIsNamedAtTheEnd() throws Exception {
        List<String> measured = new ArrayList<>();
        failures.attempt("throughput of rollup", () -> {
            throw new IOException("a worker ended");
        });
        failures.attempt("profile of rollup", () -> {
            throw new IllegalStateException();
        });
        failures.attempt("throughput of lottery", () -> measured.add("lottery"));

        assertThat(measured).containsExactly("lottery");
        assertThat(progress)
                .containsExactly(
                        "failed: throughput of rollup: a worker ended",
                        "failed: profile of rollup: java.lang.IllegalStateException");
        assertThatThrownBy(failures::requireNone)
                .isInstanceOf(IOException.class)
                .hasMessage("throughput of rollup: a worker ended; profile of rollup: java.lang.IllegalStateException");
    }

    @Test
    void resultsThatCannotBeWrittenEndTheMeasurements(@TempDir Path directory) throws Exception {
        Path notADirectory = Files.createFile(directory.resolve("file"));
        ResultsFile unwritable = new ResultsFile(notADirectory.resolve("results.json"));

        assertThatThrownBy(
                        () -> failures.attempt("throughput of rollup", () -> unwritable.write(BenchmarkResults.NONE)))
                .isInstanceOf(UnwritableResultsException.class);

        assertThat(progress).isEmpty();
        assertThatCode(failures::requireNone).doesNotThrowAnyException();
    }

    @Test
    void withoutFailuresThereIsNothingToReport() throws Exception {
        failures.attempt("throughput of rollup", () -> {});

        assertThatCode(failures::requireNone).doesNotThrowAnyException();
    }
}
