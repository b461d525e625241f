package io.millrace.local.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.process.ServerProcess;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.stage.CountingJobAssembly;
import io.millrace.local.versions.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process that runs a stage is killed during an update or a rollback, at every step of it in turn. Whatever was
 * done by then, the next start continues with the state.
 */
class KilledUpdateTest {
    @TempDir
    private Path directory;

    @Test
    void anUpdateMayBeKilledAtEveryStep() throws IOException {
        List<String> steps = killAtEveryStep(
                assembly -> {
                    assembly.set("color", "red");
                    return OperationRequest.update(List.of(), assembly.directory(), List.of(), false);
                },
                assembly -> assembly.set("color", "red"));

        assertThat(steps)
                .anyMatch(step -> step.contains("stopped with savepoint "))
                .anyMatch(step -> step.contains("restores savepoint "))
                .contains("before the start of version 3", "after the start of version 3");
    }

    @Test
    void anUpdateThatGoesBackMayBeKilledAtEveryStep() throws IOException {
        List<String> steps = killAtEveryStep(
                assembly -> {
                    assembly.set("fails", "out of luck");
                    return OperationRequest.update(List.of(), assembly.directory(), List.of(), false);
                },
                CountingJobAssembly::setNothing);

        assertThat(steps)
                .anyMatch(step -> step.contains("version 3 is not healthy; rolling back to version 2"))
                .contains("after the start of version 3")
                .last()
                .asString()
                .contains("RUNNING after");
    }

    @Test
    void aRollbackMayBeKilledAtEveryStep() throws IOException {
        List<String> steps =
                killAtEveryStep(assembly -> OperationRequest.rollback(List.of()), CountingJobAssembly::setNothing);

        assertThat(steps)
                .anyMatch(step -> step.contains("rolling back from version 2 to version 1"))
                .contains("before the start of version 1", "after the start of version 1");
    }

    /**
     * Carries out a request once for each of its steps, and kills the stage at that step.
     *
     * @param next what the assembly says at the next start
     * @return the steps
     */
    private List<String> killAtEveryStep(
            Function<CountingJobAssembly, OperationRequest> change, Consumer<CountingJobAssembly> next)
            throws IOException {
        List<String> steps = new ArrayList<>();
        while (true) {
            Path run = Files.createDirectories(directory.resolve("killed-at-step-" + steps.size()));
            CountingJobAssembly assembly = CountingJobAssembly.withoutCode(run);
            ScriptedFlink flink = new ScriptedFlink();
            Killer killer = new Killer(flink);
            ScriptedStage stage = start(assembly, run, killer);
            // two versions, so that there is one to go back to
            assembly.set("color", "blue");
            stage.carryOut(OperationRequest.update(List.of(), assembly.directory(), List.of(), false));
            long atLeast = flink.starts().get(0);

            killer.killAt(steps.size());
            OperationRequest request = change.apply(assembly);
            try {
                stage.carryOut(request);
            } catch (Killed e) {
                steps.add(e.getMessage());
                killer.disarm();
                flink.killAll();
                next.accept(assembly);
                start(assembly, run, killer);
                assertThat(flink.starts())
                        .as("what each start began with, killed at: " + e.getMessage())
                        .last()
                        .satisfies(count -> assertThat(count).isPositive().isGreaterThan(atLeast));
                continue;
            } catch (StageException e) {
                assertThat(e).hasMessageContaining("was rolled back");
            } finally {
                flink.killAll();
            }
            return steps;
        }
    }

    private static ScriptedStage start(CountingJobAssembly assembly, Path run, Killer killer) {
        return new ScriptedStage(assembly.directory(), run.resolve("state"), killer, killer::step).start();
    }

    /** Counts steps, which are the events and the starts of clusters, and kills at one of them. */
    private static final class Killer implements FlinkClusters {
        private final FlinkClusters flink;
        private int stepsLeft = Integer.MAX_VALUE;

        private Killer(FlinkClusters flink) {
            this.flink = flink;
        }

        private void killAt(int step) {
            stepsLeft = step;
        }

        private void disarm() {
            stepsLeft = Integer.MAX_VALUE;
        }

        private void step(String what) {
            if (stepsLeft-- == 0) {
                throw new Killed(what);
            }
        }

        @Override
        public ServerProcess start(Version version, ApplicationDirectory directory, Consumer<String> events) {
            step("before the start of " + version);
            ServerProcess started = flink.start(version, directory, events);
            step("after the start of " + version);
            return started;
        }

        @Override
        public List<String> losses(
                ApplicationDirectory work,
                ApplicationPlan taker,
                Path snapshot,
                ApplicationPlan next,
                Optional<Path> trial) {
            step("before the check");
            return flink.losses(work, taker, snapshot, next, trial);
        }
    }

    /** No code under test catches an error, so that it ends everything, as the end of the process does. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        private Killed(String step) {
            super(step);
        }
    }
}
