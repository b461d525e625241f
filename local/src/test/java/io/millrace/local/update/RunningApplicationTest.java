package io.millrace.local.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.local.files.Directories;
import io.millrace.local.process.StageException;
import io.millrace.local.stage.CountingJobAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application's starts and stops on a scripted Flink. */
public class RunningApplicationTest {
    @TempDir
    private Path directory;

    private final ScriptedFlink flink = new ScriptedFlink();
    private CountingJobAssembly assembly;

    @BeforeEach
    void writeAssembly() throws IOException {
        assembly = CountingJobAssembly.withoutCode(directory);
    }

    @AfterEach
    void down() {
        flink.killAll();
    }

    @Test
    void aStopTakesASavepointThatTheNextStartRestores() {
        ScriptedStage stage = start();
        stage.stop();

        assertThat(stage.events()).anyMatch(event -> event.startsWith("shop-Counting: stopped with savepoint "));
        assertThat(flink.newest().isAlive()).isFalse();
        ScriptedStage next = start();
        assertThat(next.events()).anyMatch(event -> event.startsWith("shop-Counting: restores savepoint savepoint-"));
        assertThat(flink.starts()).hasSize(2).last().satisfies(count -> assertThat(count)
                .isPositive());
    }

    @Test
    void aStartDoesNotGiveStateOfFlink2ToFlink1() {
        assembly.runOn("FLINK-2_2");
        start().stop();
        assembly.setNothing();

        assertThatThrownBy(this::start)
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "application shop-Counting did not start: RuntimeEnvironment must stay on Flink 2, since Flink 1 does"
                                + " not restore its state, got 'FLINK-1_20'; start the assembly that ran last, or delete the stage's"
                                + " state with 'millrace local down --delete'");
    }

    @Test
    void aStartAfterAKillRestoresTheNewestCheckpoint() {
        ScriptedStage stage = start();
        flink.newest().checkpoint();
        flink.newest().checkpoint();
        stage.kill();

        assertThat(start().events()).contains("shop-Counting: restores checkpoint chk-2");
    }

    @Test
    void aStartSaysWhenSavedStateIsGone() {
        ScriptedStage stage = start();
        flink.newest().checkpoint();
        stage.watch();
        stage.kill();
        Path version = directory.resolve("state/applications/shop-Counting/versions/1");
        Directories.delete(version.resolve("checkpoints"));
        ScriptedStage next = start();
        next.stop();
        Directories.delete(version.resolve("savepoints"));

        assertThat(next.events())
                .contains("shop-Counting: a checkpoint of version 1 was saved, but is no longer in " + version
                        + "; what it held is lost unless the directory returns");
        assertThat(start().events())
                .anyMatch(event ->
                        event.startsWith("shop-Counting: savepoint savepoint-job-2-0 of version 1 was saved,"));
    }

    @Test
    void aCheckpointThatIsNotWhereTheNextStartLooksIsReported() {
        ScriptedStage stage = start();
        flink.newest().checkpoint();
        Path checkpoints = directory.resolve("state/applications/shop-Counting/versions/1/checkpoints");
        Directories.delete(checkpoints);
        stage.watch();

        assertThat(stage.events())
                .contains("shop-Counting: a checkpoint was completed, but none is in " + checkpoints
                        + "; the next start will lose the job's state");
    }

    @Test
    void aStopWhoseSavepointFailsKeepsTheNewestCheckpoint() {
        assembly.set("savepoints", "the disk is full");
        ScriptedStage stage = start();
        flink.newest().checkpoint();
        stage.stop();

        assertThat(stage.events())
                .contains(
                        "shop-Counting: the savepoint failed, and the newest checkpoint is kept instead: the disk is full");
        assertThat(start().events()).contains("shop-Counting: restores checkpoint chk-1");
    }

    @Test
    void anApplicationWithoutSnapshotsBeginsAnewAfterAStopAndNotAfterAKill() {
        assembly.turnSnapshotsOff();
        ScriptedStage stage = start();
        flink.newest().checkpoint();
        stage.kill();
        ScriptedStage resumed = start();
        assertThat(resumed.events()).contains("shop-Counting: restores checkpoint chk-1");
        resumed.stop();

        assertThat(resumed.events()).contains("shop-Counting: stopped without its state, since snapshots are off");
        assertThat(start().events()).noneMatch(event -> event.contains("restores"));
        assertThat(flink.starts()).hasSize(3).endsWith(0L);
    }

    @Test
    void aProcessThatEndsIsStartedAgainWithItsState() {
        ScriptedStage stage = start();
        flink.newest().checkpoint();
        stage.watch();
        assertThat(flink.starts()).hasSize(1);

        flink.newest().kill();
        stage.watch();

        assertThat(stage.events())
                .containsSequence(
                        "shop-Counting: its Flink process ended; starting it again",
                        "shop-Counting: restores checkpoint chk-1");
        assertThat(stage.status().isRunning()).isTrue();
    }

    /** For example because the disk is full. */
    @Test
    void whatCannotBeWrittenToTheHistoryIsOnlySaid() throws IOException {
        ScriptedStage stage = start();
        Path history = directory.resolve("state/history.jsonl");
        Files.delete(history);
        Files.createDirectory(history);

        flink.newest().kill();
        stage.watch();

        assertThat(stage.status().isRunning()).isTrue();
        assertThat(stage.events())
                .anyMatch(event -> event.startsWith("shop-Counting: the history lacks 'its Flink process ended': "));
    }

    @Test
    void aProcessIsStartedAgainOnceItsFilesCanBeWritten() throws IOException {
        ScriptedStage stage = start();
        Path port = directory.resolve("state/applications/shop-Counting/port");
        Files.delete(port);
        Path obstacle = Files.createDirectories(port.resolve("file"));

        flink.newest().kill();
        stage.watch();
        assertThat(flink.newest().isAlive()).isFalse();
        assertThat(stage.events()).anyMatch(event -> event.contains("application shop-Counting did not start: "));

        Files.delete(obstacle);
        Files.delete(port);
        await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            stage.watch();
            assertThat(stage.status().isRunning()).isTrue();
        });
    }

    @Test
    void restartsAndTheEndOfAJobAreReportedOnce() {
        ScriptedStage stage = start();
        flink.newest().restartJob();
        stage.watch();
        stage.watch();
        flink.newest().failJob();
        stage.watch();
        stage.watch();

        assertThat(stage.events())
                .containsOnlyOnce(
                        "shop-Counting: restarted (1): a task was lost", "shop-Counting: FAILED: a task was lost");
    }

    @Test
    void aJobThatDoesNotStartIsReportedWithItsOwnMessage() {
        assembly.forgetSetting();

        assertThatThrownBy(this::start)
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "application shop-Counting did not start: property group 'Job' has no 'starts'%nits log is %s"
                                .formatted(directory.resolve("state/applications/shop-Counting/flink.log")));
        assertThat(flink.newest().isAlive()).isFalse();
    }

    @Test
    void aJobThatRestartsBeforeItRunsDoesNotStart() {
        assembly.set("crashes", "out of luck");

        assertThatThrownBy(this::start)
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith("application shop-Counting did not start: ")
                .hasMessageContaining("out of luck");
        assertThat(flink.newest().isAlive()).isFalse();
    }

    @Test
    void aChangeBetweenTwoStartsIsReported() {
        start().stop();
        assembly.set("color", "red");

        assertThat(start().events())
                .contains("shop-Counting: version 2 differs from version 1, which ran last:")
                .contains("shop-Counting:   Job: color  none -> red");
    }

    private ScriptedStage start() {
        return new ScriptedStage(assembly.directory(), directory.resolve("state"), flink, event -> {}).start();
    }
}
