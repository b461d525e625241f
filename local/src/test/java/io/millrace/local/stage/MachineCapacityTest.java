package io.millrace.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.CloudAssembly;
import io.millrace.assembly.deployment.DeploymentPlan;
import io.millrace.assembly.resources.StagePlanner;
import io.millrace.local.process.StageException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineCapacityTest {
    @TempDir
    private Path directory;

    private CountingJobAssembly assembly;

    @BeforeEach
    void writeAssembly() throws IOException {
        assembly = CountingJobAssembly.withoutCode(directory);
    }

    @Test
    void aMachineBears32SlotsForEachCoreAndOneForEach64Megabytes() {
        assertThatCode(() -> new MachineCapacity(2, 4096).require(plan(64))).doesNotThrowAnyException();
        assertThatThrownBy(() -> new MachineCapacity(2, 8192).require(plan(65)))
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "the stage's applications must have a total parallelism of at most 64 on this machine (2 cores,"
                                + " 8192 MB), got 65, of which shop-Counting has 65; --max-parallelism 8 scales them down here");
        assertThatThrownBy(() -> new MachineCapacity(8, 192).require(plan(4)))
                .hasMessageContaining("at most 3 on this machine")
                .hasMessageEndingWith("--max-parallelism 3 scales them down here");
    }

    @Test
    void aStageThatIsScaledDownSaysSoAndFits() {
        DeploymentPlan scaled = plan(65).withMaxParallelism(8);

        assertThatCode(() -> new MachineCapacity(2, 8192).require(scaled)).doesNotThrowAnyException();
        assertThat(scaled.notices()).containsExactly("application shop-Counting runs with parallelism 8 here, not 65");
    }

    private DeploymentPlan plan(int parallelism) {
        assembly.setParallelism(parallelism);
        return StagePlanner.plan(CloudAssembly.read(assembly.directory()).defaultStage());
    }
}
