package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.endtoend.StageTimes;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.Timing;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunsTest {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));

    @TempDir
    private Path notBuilt;

    @Test
    void aCaseThatFailsDoesNotEndTheOthers() throws Exception {
        List<String> jobs = List.of("rollup", "outliers");
        Plan plan = new Plan(List.of(1), List.of(), List.of(Backend.HASHMAP), Set.of(), 1, new Timing(1, 1));
        Recorder recorder =
                new Recorder(new ResultsFile(notBuilt.resolve("results.json")), ThisRun.of(List.of(), plan, HOME));
        List<String> progress = new ArrayList<>();
        FailedMeasurements failures = new FailedMeasurements(progress::add);
        StageRuns stages = StageRuns.plan(
                new StageRuns.Scope(
                        jobs,
                        List.of(StreamBackend.KINESIS),
                        LocalRuntime.FLINK_2_2,
                        List.of(Backend.HASHMAP),
                        Duration.ofSeconds(2),
                        OptionalInt.empty(),
                        OptionalInt.of(1)),
                new StageTimes(1, 1, 1, 1),
                notBuilt,
                recorder,
                failures,
                progress::add);

        for (String job : jobs) {
            stages.measure(job);
        }

        assertThat(progress).filteredOn(line -> line.startsWith("failed: ")).hasSize(2);
        assertThatThrownBy(failures::requireNone)
                .isInstanceOf(IOException.class)
                .hasMessageMatching("(?s)end to end of rollup, .*; end to end of outliers, .*");
    }
}
