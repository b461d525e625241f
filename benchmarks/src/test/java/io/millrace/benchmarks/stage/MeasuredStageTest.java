package io.millrace.benchmarks.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.suite.Benchmarks;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredStageTest {
    private static final Path HOME = Path.of(System.getProperty("millrace.home"));

    @TempDir
    private Path directory;

    @Test
    void aStageWhoseLoadCannotBeWrittenIsKilled() throws IOException {
        BenchAssembly assembly =
                new BenchAssembly(Benchmarks.of("rollup").job().contract(), Map.of(), LocalRuntime.FLINK_1_20, HOME);
        assembly.write(directory.resolve("cdk.out"), 1, 1);
        LocalStage stage = LocalStage.builder(directory.resolve("cdk.out"))
                .stateDirectory(directory.resolve("state"))
                .home(HOME)
                .streamsOnly()
                .start();
        List<ProcessIdentity> processes =
                stage.directory().running().orElseThrow().status().children();
        assertThat(processes).isNotEmpty().allSatisfy(each -> assertThat(each.find())
                .isPresent());
        // the stage has none of its streams
        StagePlan plan = new StagePlan(
                Benchmarks.of("lottery"),
                StreamBackend.KINESIS,
                LocalRuntime.FLINK_1_20,
                Backend.HASHMAP,
                1,
                Duration.ofSeconds(2),
                HOME);

        assertThatThrownBy(() -> MeasuredStage.withLoad(plan, directory, assembly, stage))
                .hasMessageStartingWith("no stream is called ");

        assertThat(processes).allSatisfy(each -> assertThat(each.find()).isEmpty());
        assertThat(stage.directory().running()).isEmpty();
    }
}
