package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.requests.Request;
import io.millrace.local.runtime.StageRecord.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of whoever runs the stage, in the midst of an update. */
class KilledUpdateTest {
    @TempDir
    private Path directory;

    private Optional<Process> supervisor = Optional.empty();

    @AfterEach
    void endWhatATestLeft() {
        supervisor.ifPresent(Process::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped with savepoint ", "restores savepoint "})
    void theNextStartGoesOnWithTheState(String moment) throws Exception {
        CountingJobAssembly assembly = new CountingJobAssembly(directory);
        Process running = startElsewhere(assembly);
        assembly.set("color", "red");
        assembly.rebuild();

        assertThat(stageDirectory()
                        .requests()
                        .ask(
                                Request.update(List.of(), assembly.directory(), Optional.empty(), false),
                                running::isAlive,
                                event -> {
                                    if (event.contains(moment)) {
                                        running.destroyForcibly().onExit().join();
                                    }
                                }))
                .as("nobody is left to answer")
                .isEmpty();

        try (LocalStage next = start(assembly)) {
            assertThat(next.plan().applications()).singleElement().satisfies(application -> assertThat(
                            application.propertyGroups().get("Job"))
                    .containsEntry("color", "red"));
            assertThat(assembly.starts())
                    .as("what each start began with")
                    .last()
                    .satisfies(count -> assertThat(count).isPositive());
        }
        assembly.setNothing();
        long before = assembly.starts().get(assembly.starts().size() - 1);
        start(assembly).close();
        assertThat(assembly.starts().get(assembly.starts().size() - 1))
                .as("the old settings go on as well")
                .isGreaterThan(before);
    }

    private Process startElsewhere(CountingJobAssembly assembly) throws IOException {
        Process started = new ProcessBuilder(new JavaCommand(
                                List.of("-Dmillrace.home=" + System.getProperty("millrace.home")),
                                System.getProperty("java.class.path"),
                                "io.millrace.local.cli.Main",
                                List.of(
                                        "local",
                                        "up",
                                        "--app",
                                        assembly.directory().toString(),
                                        "--state",
                                        directory.resolve("state").toString()))
                        .shielded())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("up.log").toFile())
                .start();
        supervisor = Optional.of(started);
        await().atMost(Duration.ofMinutes(2)).until(() -> stageDirectory()
                .lastRecord()
                .filter(record -> record.phase() == Phase.RUNNING)
                .isPresent());
        return started;
    }

    private StageDirectory stageDirectory() {
        return new StageDirectory(directory.resolve("state/default"));
    }

    private LocalStage start(CountingJobAssembly assembly) {
        return LocalStage.builder(assembly.directory())
                .stateDirectory(directory.resolve("state"))
                .start();
    }
}
