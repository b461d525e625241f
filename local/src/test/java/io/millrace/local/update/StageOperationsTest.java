package io.millrace.local.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.assembly.GivenValuesFile;
import io.millrace.assembly.template.GivenValues;
import io.millrace.local.files.Directories;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.stage.CountingJobAssembly;
import io.millrace.local.stage.LocalStageTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots, updates and rollbacks on a scripted Flink; {@link LocalStageTest} has one of each on a real one. */
public class StageOperationsTest {
    @TempDir
    private Path directory;

    private final ScriptedFlink flink = new ScriptedFlink();
    private CountingJobAssembly assembly;
    private ScriptedStage stage;

    @BeforeEach
    void up() throws IOException {
        assembly = CountingJobAssembly.withoutCode(directory);
        stage = start();
    }

    @AfterEach
    void down() {
        flink.killAll();
    }

    @Test
    void anUpdateWithoutAChangeStopsNothing() {
        assertThat(update()).containsExactly("nothing changed");

        assertThat(flink.starts()).containsExactly(0L);
    }

    @Test
    void anUpdateSaysWhatIsNewOrGoneAndDoesTheRest() {
        assembly.rename("Adding");

        assertThatThrownBy(this::update).isInstanceOf(StageException.class).hasMessage("""
                application shop-Adding is new in the assembly and does not run; 'down' and 'up' start it
                application shop-Counting is no longer in the assembly and keeps running; 'down' and 'up' end it""");

        assertThat(flink.starts()).containsExactly(0L);
        assertThat(stage.status().isRunning()).isTrue();
    }

    @Test
    void anUpdateGoesOnWithTheStateOfTheVersionBefore() throws IOException {
        assembly.set("color", "red");
        assembly.rebuild();

        assertThat(update()).containsExactly("application shop-Counting runs version 2");

        assertThat(stage.status().version()).isEqualTo(2);
        assertThat(stage.setting("color")).contains("red");
        assertThat(stage.events())
                .contains("application shop-Counting", "  Job: color  none -> red")
                .anyMatch(event -> event.startsWith("  code        "))
                .anyMatch(event -> event.startsWith("shop-Counting: stopped with savepoint "))
                .anyMatch(event -> event.startsWith("shop-Counting: restores savepoint "));
        assertThat(flink.starts()).hasSize(2).last().satisfies(count -> assertThat(count)
                .isPositive());
    }

    @Test
    void theSecretsOfAnUpdateAreThereBeforeTheJobIsCheckedAndStarted() throws IOException {
        List<String> seen = new ArrayList<>();
        updateWithSecret("before");
        stage.kill();
        stage = new ScriptedStage(assembly.directory(), directory.resolve("state"), flink, event -> {
                    if (event.startsWith("  Job: color") || event.contains("restores savepoint")) {
                        seen.add(secret());
                    }
                })
                .start();
        seen.clear();
        assembly.set("color", "red");

        assertThat(updateWithSecret("given")).containsExactly("application shop-Counting runs version 2");

        assertThat(seen).containsExactly("given", "given");
        assertThat(stage.events()).contains("secret shop/key is another; jobs read it when they start");
    }

    @Test
    void theSecretsOfTheProjectsFileAreGivenToo() throws IOException {
        Files.writeString(directory.resolve("key.txt"), "of the file");
        Files.writeString(directory.resolve(GivenValuesFile.NAME), "{\"secrets\": {\"shop/key\": \"key.txt\"}}");

        assertThat(update()).containsExactly("no application changed");
        assertThat(secret()).isEqualTo("of the file");
        assertThat(update()).as("the same again").containsExactly("nothing changed");

        Files.writeString(directory.resolve("key.txt"), "another");
        stage.carryOut(OperationRequest.update(List.of()));
        assertThat(secret()).as("without another assembly").isEqualTo("another");
    }

    @Test
    void anUpdateThatIsRefusedLeavesTheSecrets() throws IOException {
        updateWithSecret("before");
        assembly.set("uid", "other-counter");

        assertThatThrownBy(() -> updateWithSecret("refused")).isInstanceOf(StageException.class);

        assertThat(secret()).isEqualTo("before");
    }

    @Test
    void theSecretOfAnUpdateStandsOverThatOfTheStartInLaterUpdates() throws IOException {
        Files.writeString(directory.resolve("key.txt"), "of the start");
        Files.writeString(directory.resolve(GivenValuesFile.NAME), "{\"secrets\": {\"shop/key\": \"key.txt\"}}");
        update();
        assertThat(secret()).isEqualTo("of the start");

        updateWithSecret("of the update");
        update();
        assertThat(secret()).isEqualTo("of the update");

        Files.delete(directory.resolve("value.txt"));
        stage.carryOut(OperationRequest.update(List.of()));
        assertThat(secret()).as("whose file is gone").isEqualTo("of the update");

        updateWithSecret("arn:aws:secretsmanager:us-east-1:111111111111:secret:shop/key", "by ARN");
        update();
        assertThat(secret()).isEqualTo("by ARN");
    }

    @Test
    void theSecretOfAnUpdateStaysInTheTemplatesOfLaterUpdates() throws IOException {
        assembly.set("color", "{{resolve:secretsmanager:paint}}");
        updateWithSecret("paint", "red");

        assertThat(update()).containsExactly("nothing changed");
        assertThat(stage.carryOut(OperationRequest.update(List.of()))).containsExactly("nothing changed");
        assertThat(stage.setting("color")).contains("red");
    }

    private List<String> updateWithSecret(String text) throws IOException {
        return updateWithSecret("shop/key", text);
    }

    private List<String> updateWithSecret(String id, String text) throws IOException {
        Path value = Files.writeString(directory.resolve("value.txt"), text);
        GivenValues given = new GivenValues(
                Map.of(), Map.of(), Map.of(id, value), Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());
        return stage.carryOut(OperationRequest.update(List.of(), assembly.directory(), List.of(), false)
                .given(given));
    }

    private String secret() {
        try {
            return Files.readString(directory.resolve("state/secrets/shop%2Fkey"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMoveToFlink2TakesTheStateAndHasAWayBackOnlyToTheSnapshotFromBefore() {
        assembly.runOn("FLINK-2_2");
        assertThat(update()).containsExactly("application shop-Counting runs version 2");
        assertThat(stage.events()).contains("  runtime  FLINK-1_20 -> FLINK-2_2");

        assembly.setNothing();
        assertThatThrownBy(this::update)
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "application shop-Counting is not updated and keeps running: RuntimeEnvironment must stay on Flink 2,"
                                + " since Flink 1 does not restore its state, got 'FLINK-1_20'; 'millrace local rollback' returns to the"
                                + " version before, with the snapshot of its stop");
        assertThat(stage.carryOut(OperationRequest.rollback(List.of())))
                .singleElement()
                .asString()
                .startsWith("application shop-Counting runs version 1 again, from its snapshot of");
    }

    @Test
    void ofJarsForSeveralRuntimesAnApplicationTakesTheOneForItsOwn() throws IOException {
        Path forFlink2 = JarOfJava.version(17, directory.resolve("flink2.jar"));
        Path forFlink1 = JarOfJava.version(11, directory.resolve("flink1.jar"));

        assertThat(stage.carryOut(
                        OperationRequest.update(List.of(), assembly.directory(), List.of(forFlink2, forFlink1), false)))
                .containsExactly("application shop-Counting runs version 2");
    }

    @Test
    void aJarThatDoesNotFitTheRuntimeIsRefused() throws IOException {
        Path built = JarOfJava.version(17, directory.resolve("built.jar"));

        assertThatThrownBy(() ->
                        stage.carryOut(OperationRequest.update(List.of(), assembly.directory(), List.of(built), false)))
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "application shop-Counting is not updated and keeps running: the main class must run on Java 11,"
                                + " which FLINK-1_20 has, got 'Main' for Java 17; compile the job with --release 11");
        assertThat(flink.starts()).hasSize(1);
    }

    @Test
    void aJarReplacesThatOfTheAssembly() throws IOException {
        Path built = Files.writeString(directory.resolve("built.jar"), "another build");

        assertThat(stage.carryOut(OperationRequest.update(List.of(), assembly.directory(), List.of(built), false)))
                .containsExactly("application shop-Counting runs version 2");
    }

    @Test
    void theHistoryHasWhatWasDoneAndWhatFailed() throws IOException {
        stage.carryOut(OperationRequest.snapshot(List.of(), "before"));
        assertThatThrownBy(() -> stage.carryOut(OperationRequest.snapshot(List.of(), "before")))
                .isInstanceOf(StageException.class);
        assembly.set("color", "red");
        update();
        assembly.set("fails", "out of luck");
        assertThatThrownBy(this::update).isInstanceOf(StageException.class);
        stage.carryOut(OperationRequest.rollback(List.of()));

        assertThat(stage.history())
                .anyMatch(event -> event.matches("START 1 DONE: RUNNING after .* s, without state"))
                .anyMatch(event -> event.startsWith("SNAPSHOT 1 DONE: before: "))
                .anyMatch(event -> event.startsWith("SNAPSHOT 1 FAILED: application shop-Counting already has"))
                .anyMatch(event -> event.matches("START 2 DONE: RUNNING after .* s, from savepoint savepoint-.*"))
                .contains("UPDATE 2 DONE: Job: color none -> red")
                .anyMatch(event -> event.startsWith("UPDATE 2 FAILED: application shop-Counting was rolled back"))
                .anyMatch(event -> event.startsWith("ROLLBACK 1 DONE: application shop-Counting runs version 1 again"));
    }

    @Test
    void aChangeOfTheParallelismAloneIsAScaling() {
        assembly.setParallelism(2);
        update();

        assertThat(stage.history()).contains("SCALING 2 DONE: parallelism 1 -> 2");
    }

    @Test
    void aJarThatIsNewerThanTheRunningOneIsTakenByAnUpdateWithoutAnAssembly() throws IOException {
        assertThat(stage.newerJars()).as("the jar that runs").isEmpty();
        Path rebuilt = assembly.rebuild();
        Instant built = Files.getLastModifiedTime(rebuilt).toInstant();
        setTime(rebuilt, Instant.now().plusSeconds(60));
        assertThat(stage.newerJars()).as("a build that is still writing").isEmpty();
        Path running = Directories.children(directory.resolve("state/jars")).get(0);
        setTime(running, built.minusSeconds(60));
        setTime(rebuilt, built.minusSeconds(120));
        assertThat(stage.newerJars()).as("an older jar").isEmpty();
        setTime(rebuilt, built.minusSeconds(30));

        assertThat(stage.newerJars()).containsExactly(Map.entry("shop-Counting", rebuilt));
        assertThat(stage.carryOut(OperationRequest.update(List.of("Counting"))))
                .containsExactly("application shop-Counting runs version 2");
        assertThat(stage.newerJars()).isEmpty();
        assertThat(stage.carryOut(OperationRequest.update(List.of()))).containsExactly("nothing changed");
    }

    @Test
    void anAssemblyThatIsGoneLeavesTheJarsWhereTheyWere() throws IOException {
        Files.move(assembly.directory(), directory.resolve("gone"));

        assertThat(stage.newerJars()).isEmpty();
        assertThat(stage.carryOut(OperationRequest.update(List.of()))).containsExactly("nothing changed");
    }

    private static void setTime(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Test
    void aRollbackStartsFromTheSnapshotThatTheVersionLeft() {
        assembly.set("color", "red");
        update();
        long left = flink.starts().get(1);
        flink.newest().checkpoint();
        stage.kill();
        stage = start();
        assertThat(flink.starts().get(2)).as("version 2 has state of its own").isGreaterThan(left);

        assertThat(stage.carryOut(OperationRequest.rollback(List.of())))
                .singleElement()
                .asString()
                .startsWith("application shop-Counting runs version 1 again, from its snapshot of");

        assertThat(flink.starts()).hasSize(4).last().isEqualTo(left);
        assertThat(stage.setting("color")).isEmpty();
        assertThat(stage.versions()).containsExactly(1);
        assertThatThrownBy(() -> stage.carryOut(OperationRequest.rollback(List.of())))
                .isInstanceOf(StageException.class)
                .hasMessage("there is no earlier version to roll back to; an update creates one");
    }

    @Test
    void aRollbackThatIsNotHealthyReturnsToTheVersionThatRan() {
        assembly.set("fails", "out of luck");
        stage.kill();
        start().kill();
        assembly.setNothing();
        stage = start();
        assertThat(stage.versions()).containsExactly(1, 2, 3);

        assertThatThrownBy(() -> stage.carryOut(OperationRequest.rollback(List.of())))
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith("application shop-Counting was rolled back, since version 2 was not healthy: ")
                .hasMessageContaining("out of luck")
                .hasMessageEndingWith("version 3 runs again");

        assertThat(stage.versions()).containsExactly(1, 2, 3);
        assertThat(stage.status().isRunning()).isTrue();
    }

    /** For example because the disk is full. */
    @Test
    void aRollbackThatCannotBeWrittenLeavesTheJobRunning() throws IOException {
        assembly.set("color", "red");
        update();
        Files.createDirectory(directory.resolve("state/applications/shop-Counting/versions.json.next"));

        assertThatThrownBy(() -> stage.carryOut(OperationRequest.rollback(List.of())))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(stage.versions()).containsExactly(1, 2);
        assertThat(flink.newest().isAlive()).isTrue();
        assertThat(flink.starts()).hasSize(2);
    }

    @Test
    void anUpdateThatWouldLoseStateIsRefusedBeforeAnythingStops() {
        assembly.set("uid", "other-counter");

        assertThatThrownBy(this::update).isInstanceOf(StageException.class).hasMessage("""
                application shop-Counting is not updated and keeps running, since state would be dropped:
                  operator 'counter' is not in this job
                --allow-non-restored-state drops it""");

        assertThat(flink.starts()).as("nothing was stopped").hasSize(1);
        assertThat(stage.status().isRunning()).isTrue();
        assertThat(directory.resolve("state/applications/shop-Counting/check")).doesNotExist();
    }

    @Test
    void stateIsDroppedWhereThatIsAllowed() {
        assembly.set("uid", "other-counter");

        assertThat(stage.carryOut(OperationRequest.update(List.of(), assembly.directory(), List.of(), true)))
                .containsExactly("application shop-Counting runs version 2");

        assertThat(stage.events()).contains("shop-Counting: dropping state: operator 'counter' is not in this job");
    }

    @Test
    void anUpdateThatStartsWithoutStateIsRefused() {
        assembly.turnSnapshotsOff();
        stage.kill();
        stage = start();
        assembly.set("color", "red");
        assertThatThrownBy(this::update)
                .isInstanceOf(StageException.class)
                .hasMessageContaining("snapshots are off, so the job would start without its state");

        assembly.setNothing();
        stage.kill();
        stage = start();
        assembly.skipSnapshot();
        assertThatThrownBy(this::update)
                .isInstanceOf(StageException.class)
                .hasMessageContaining("the template has SKIP_RESTORE_FROM_SNAPSHOT");
    }

    @Test
    void aJobThatCannotStartIsRefusedBeforeAnythingStops() {
        assembly.forgetSetting();

        assertThatThrownBy(this::update)
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "application shop-Counting is not updated and keeps running: property group 'Job' has no 'starts'");

        assertThat(flink.starts()).hasSize(1);
        assertThat(stage.status().isRunning()).isTrue();
    }

    @Test
    void aVersionThatIsNotHealthyGoesBackAndSaysWhy() {
        assembly.set("fails", "out of luck");

        assertThatThrownBy(this::update)
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith("application shop-Counting was rolled back, since version 2 was not healthy: ")
                .hasMessageContaining("out of luck")
                .hasMessageEndingWith("version 1 runs again");

        assertThat(flink.starts()).hasSize(3).last().satisfies(count -> assertThat(count)
                .isPositive());
        assertThat(stage.versions()).containsExactly(1);
        assertThat(stage.status().isRunning()).isTrue();
    }

    @Test
    void anApplicationWhoseSavepointFailsRunsOn() {
        stage.kill();
        assembly.set("savepoints", "the disk is full");
        stage = start();
        assembly.setNothing();

        assertThatThrownBy(this::update)
                .isInstanceOf(StageException.class)
                .hasMessageStartingWith("application shop-Counting is not updated")
                .hasMessageContaining("the disk is full");

        assertThat(stage.status().isRunning()).isTrue();
    }

    @Test
    void aJobThatDoesNotRunIsUpdatedFromItsNewestCheckpoint() {
        flink.newest().checkpoint();
        flink.newest().failJob();
        assembly.set("color", "red");

        assertThat(update()).containsExactly("application shop-Counting runs version 2");

        assertThat(stage.events()).contains("shop-Counting: the job did not run; continuing from checkpoint chk-1");
        assertThat(flink.starts().get(1)).isPositive();
    }

    @Test
    void aSnapshotIsTakenOfAJobThatRunsOn() {
        List<String> lines = stage.carryOut(OperationRequest.snapshot(List.of("Counting"), "before-lunch"));

        Path snapshot = Path.of(lines.get(0));
        assertThat(snapshot.resolve("_metadata")).isRegularFile();
        assertThat(snapshot.getParent())
                .isEqualTo(directory.resolve("state/applications/shop-Counting/snapshots/before-lunch"));
        assertThat(flink.starts()).hasSize(1);
        assertThat(stage.status().isRunning()).isTrue();
    }

    @Test
    void aSnapshotNeedsANewNameAnApplicationOfTheStageAndAJobThatRuns() {
        stage.carryOut(OperationRequest.snapshot(List.of(), "before-lunch"));

        assertThatThrownBy(() -> stage.carryOut(OperationRequest.snapshot(List.of(), "before-lunch")))
                .hasMessageStartingWith("application shop-Counting already has a snapshot 'before-lunch': ");
        assertThatThrownBy(() -> stage.carryOut(OperationRequest.snapshot(List.of("Billing"), "x")))
                .hasMessageContaining("no application or job is called 'Billing'; there are Counting");
        flink.newest().failJob();
        assertThatThrownBy(() -> stage.carryOut(OperationRequest.snapshot(List.of(), "x")))
                .hasMessage("no snapshot of application shop-Counting was taken: its job does not run;"
                        + " 'status' shows why");
    }

    private List<String> update() {
        return stage.carryOut(OperationRequest.update(List.of(), assembly.directory(), List.of(), false));
    }

    private ScriptedStage start() {
        return new ScriptedStage(assembly.directory(), directory.resolve("state"), flink, event -> {}).start();
    }
}
