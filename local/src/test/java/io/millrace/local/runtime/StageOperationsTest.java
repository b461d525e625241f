package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.requests.Answer;
import io.millrace.local.requests.Request;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.VersionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes a small job in real processes. */
class StageOperationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private CountingJobAssembly assembly;
    private LocalStage stage;

    @BeforeEach
    void up() throws IOException {
        assembly = new CountingJobAssembly(directory);
        stage = start();
    }

    @AfterEach
    void down() {
        stage.close();
    }

    @Test
    void anUpdateGoesOnWithTheStateAndARollbackWithTheSnapshotThatTheVersionBeforeLeft() throws Exception {
        assertThat(update(false)).isEqualTo(done("nothing changed"));

        assembly.set("color", "red");
        assembly.rebuild();
        assertThat(update(false)).isEqualTo(done("application shop-Counting runs version 2"));
        assertThat(stage.applications().get(0).version()).isEqualTo(2);

        assertThat(events)
                .contains("application shop-Counting", "  Job: color  none -> red")
                .anyMatch(event -> event.startsWith("  code        "))
                .anyMatch(event -> event.startsWith("shop-Counting: stopped with savepoint "));
        List<Long> starts = assembly.starts();
        assertThat(starts).hasSize(2);
        long left = starts.get(1);
        assertThat(left).isPositive();

        await().atMost(PATIENCE).until(() -> stage.applications().get(0).checkpoints() >= 3);
        stage.kill();
        stage = start();
        assertThat(assembly.starts().get(2))
                .as("version 2 goes on with its own state")
                .isGreaterThan(left);

        Answer back = ask(Request.rollback(List.of()));
        assertThat(back.lines())
                .singleElement()
                .asString()
                .startsWith("application shop-Counting runs version 1 again, from its snapshot of");
        assertThat(assembly.starts()).hasSize(4).last().isEqualTo(left);
        assertThat(versions()).extracting(Version::number).containsExactly(1);

        assertThat(ask(Request.rollback(List.of())).failure())
                .contains("there is no version to go back to; an update makes one");
    }

    @Test
    void whatCannotGoOnIsRefusedBeforeAnythingStopsAndDroppingStateMayBeAllowed() throws Exception {
        assembly.set("uid", "other-counter");

        Answer refused = update(false);

        assertThat(refused.failure()).contains("""
                application shop-Counting is not updated and runs on, for its state would be dropped:
                  operator 'counter' (Source: Custom Source) is not in this job: what it knows would be lost, which is 'count'
                --allow-non-restored-state drops it""");
        assembly.forgetSetting();
        assertThat(update(false).failure())
                .contains("application shop-Counting is not updated and runs on: property group 'Job' has no 'starts'");
        assertThat(assembly.starts()).as("nothing was stopped").hasSize(1);
        assertThat(stage.applications().get(0).isRunning()).isTrue();

        assembly.set("uid", "other-counter");
        assertThat(update(true)).isEqualTo(done("application shop-Counting runs version 2"));
        assertThat(assembly.starts()).containsExactly(0L, 0L);
    }

    @Test
    void aVersionThatIsNotHealthyGoesBackByItselfAndSaysWhy() throws Exception {
        assembly.set("fails", "out of luck");

        Answer failed = update(false);

        assertThat(failed.failure().orElseThrow())
                .startsWith("application shop-Counting went back, for version 2 was not healthy: ")
                .contains("out of luck")
                .endsWith("version 1 runs again");
        assertThat(assembly.starts().get(assembly.starts().size() - 1)).isPositive();
        assertThat(versions()).extracting(Version::number).containsExactly(1);
        assertThat(stage.applications().get(0).isRunning()).isTrue();
    }

    @Test
    void streamsThatAreNewAreCreatedAndASnapshotIsTakenOfAJobThatRunsOn() throws Exception {
        assembly.addStream("Bills");

        assertThat(update(false)).isEqualTo(done("no application changed"));
        assertThat(events).contains("created stream shop-Bills (1 shard)");
        assertThat(stageDirectory().running().orElseThrow().streams())
                .extracting(StageRecord.KnownStream::name)
                .containsExactlyInAnyOrder("shop-Orders", "shop-Bills");

        Answer snapshot = ask(Request.snapshot(List.of("Counting"), "before-lunch"));
        Path path = Path.of(snapshot.lines().get(0));
        assertThat(path.resolve("_metadata")).isRegularFile();
        assertThat(path.getParent())
                .isEqualTo(directory.resolve("state/default/applications/shop-Counting/snapshots/before-lunch"));
        assertThat(assembly.starts()).hasSize(1);
        assertThat(ask(Request.snapshot(List.of(), "before-lunch")).failure().orElseThrow())
                .startsWith("application shop-Counting has a snapshot 'before-lunch' already: ");
        assertThat(ask(Request.snapshot(List.of("Billing"), "x")).failure().orElseThrow())
                .contains("no application or job is called 'Billing'; there are Counting");
    }

    private Answer update(boolean allowNonRestoredState) throws InterruptedException {
        return ask(Request.update(List.of(), assembly.directory(), Optional.empty(), allowNonRestoredState));
    }

    private Answer ask(Request request) throws InterruptedException {
        return stageDirectory().requests().ask(request, () -> true, event -> {}).orElseThrow();
    }

    private List<Version> versions() {
        return new VersionStore(stageDirectory().path().resolve("applications/shop-Counting"))
                .read()
                .all();
    }

    private StageDirectory stageDirectory() {
        return new StageDirectory(directory.resolve("state/default"));
    }

    private static Answer done(String line) {
        return new Answer(List.of(line), Optional.empty());
    }

    private LocalStage start() {
        return LocalStage.builder(assembly.directory())
                .stateDirectory(directory.resolve("state"))
                .events(event -> {
                    System.out.println("  " + event);
                    events.add(event);
                })
                .start();
    }
}
