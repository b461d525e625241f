package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.CloudAssembly;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.stage.CountingJobAssembly;
import io.millrace.local.stage.LocalStage;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.stage.StageDirectory;
import io.millrace.local.stage.StageStatusFile.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the process of {@code local up} during an update; what it may find in files is in KilledUpdateTest. */
class KilledStageTest {
    @TempDir
    private Path directory;

    private Optional<Process> supervisor = Optional.empty();

    @AfterEach
    void endWhatATestLeft() {
        supervisor.ifPresent(Process::destroyForcibly);
    }

    @Test
    void theNextStartFinishesTheUpdateWithTheState() throws Exception {
        CountingJobAssembly assembly = new CountingJobAssembly(directory);
        Process running = startElsewhere(assembly);
        assembly.set("color", "red");

        RunningStage stage = stageDirectory().running().orElseThrow();
        OperationRequest update = OperationRequest.update(List.of(), assembly.directory(), List.of(), false);
        assertThatThrownBy(() -> stage.carryOut(update, event -> {
                    if (event.contains("restores savepoint ")) {
                        running.destroyForcibly().onExit().join();
                    }
                }))
                .isInstanceOf(StageException.class)
                .hasMessage("stage default ended before the operation did; 'millrace local up' resumes it");

        try (LocalStage next = LocalStage.builder(assembly.directory())
                .stateDirectory(directory.resolve("state"))
                .start()) {
            assertThat(next.plan().applications()).singleElement().satisfies(application -> assertThat(
                            application.propertyGroups().get("Job"))
                    .containsEntry("color", "red"));
            assertThat(assembly.starts())
                    .as("what each start began with")
                    .last()
                    .satisfies(count -> assertThat(count).isPositive());
        }
    }

    private Process startElsewhere(CountingJobAssembly assembly) throws IOException {
        Process started = new ProcessBuilder(new JavaCommand(
                                List.of("-Dmillrace.home=" + System.getProperty("millrace.home")),
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                List.of(
                                        "local",
                                        "up",
                                        "--app",
                                        assembly.directory().toString(),
                                        "--state",
                                        directory.resolve("state").toString()))
                        .detached())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("up.log").toFile())
                .start();
        supervisor = Optional.of(started);
        await().atMost(Duration.ofMinutes(10)).until(() -> {
            assertThat(started.isAlive())
                    .as(() -> "the start, which logs to " + directory.resolve("up.log"))
                    .isTrue();
            return stageDirectory()
                    .lastRecord()
                    .filter(record -> record.phase() == Phase.RUNNING)
                    .isPresent();
        });
        return started;
    }

    private StageDirectory stageDirectory() {
        CloudAssembly assembly = CloudAssembly.read(directory.resolve("cdk.out"));
        return StageDirectory.of(directory.resolve("state"), assembly, assembly.defaultStage());
    }
}
