package io.millrace.local.stage;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.console.report.ApplicationReport;
import io.millrace.console.report.operator.OperatorReport;
import io.millrace.console.report.records.SampleReport;
import io.millrace.local.inspection.OperatorInspection;
import io.millrace.local.observe.StageObserver;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.requests.OperationResult;
import io.millrace.local.stage.StageStatusFile.Phase;
import io.millrace.local.update.RunningApplicationTest;
import io.millrace.local.update.StageOperationsTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small job in real processes. Every test finds the one stage running and leaves it running; what can be decided
 * without processes is in {@link StageOperationsTest} and {@link RunningApplicationTest}.
 */
public class LocalStageTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    /** What a directory's name may hold: everything that a URI, a properties file or a shell would change. */
    private static final String STATE = "state of ä%20b+#";

    @TempDir
    private static Path directory;

    private static CountingJobAssembly assembly;
    private static LocalStage stage;

    @BeforeAll
    static void up() throws IOException {
        assembly = new CountingJobAssembly(directory);
        stage = start();
    }

    @AfterAll
    static void down() {
        stage.close();
    }

    @BeforeEach
    void awaitCheckpoints() {
        assembly.setNothing();
        EVENTS.clear();
        await().atMost(TIMEOUT).until(() -> checkpoints() >= 2);
    }

    @Test
    void aStageGoesOnAfterAKillAndAfterAStop() throws IOException {
        stage.put("orders", List.of(new OutgoingRecord("1", "kept")));
        long before = lastStart();
        Set<ProcessHandle> processes = children();
        stage.kill();
        EVENTS.clear();

        assertThat(processes).hasSize(2).noneMatch(ProcessHandle::isAlive);
        assertThat(stageDirectory().running()).isEmpty();

        stage = start();
        assertThat(EVENTS)
                .anyMatch(event -> event.startsWith("shop-Counting: restores checkpoint chk-"))
                .contains(
                        "shop-Counting: the code sets a checkpoint storage, which the service overrides with its own",
                        "shop-Counting: the code sets the state backend to HashMapStateBackend, which the service overrides"
                                + " with rocksdb",
                        "shop-Counting: the code sets execution.checkpointing.interval to PT24H, which the service overrides"
                                + " with PT1S");
        assertThat(lastStart()).isGreaterThan(before);
        assertThat(read("orders", "kept")).contains("kept");
        stage.close();
        assertThat(EVENTS).anyMatch(event -> event.startsWith("shop-Counting: stopped with savepoint "));
        assertThat(children()).isEmpty();

        before = lastStart();
        stage = start();
        assertThat(EVENTS).anyMatch(event -> event.startsWith("shop-Counting: restores savepoint savepoint-"));
        assertThat(lastStart()).isGreaterThan(before);
    }

    @Test
    void aProcessThatDiesIsStartedAgain() throws IOException {
        String endpoint = stage.endpoint().toString();
        int starts = assembly.starts().size();
        StageStatusFile status = stageDirectory().running().orElseThrow().status();
        status.children().forEach(child -> child.find().ifPresent(ProcessHandle::destroyForcibly));

        await().atMost(TIMEOUT)
                .until(() -> assembly.starts().size() == starts + 1
                        && stage.applications().get(0).isRunning());
        assertThat(lastStart()).isPositive();
        assertThat(EVENTS).contains("kinesis is at " + endpoint, "the kinesis process ended; starting it again");
        stage.put("orders", List.of(new OutgoingRecord("1", "still here")));
        assertThat(read("orders", "still here")).contains("still here");
    }

    /** Flink's REST API knows neither uids nor the state of a single operator. */
    @Test
    void itsOperatorsAreKnown() {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            ApplicationReport application =
                    new StageObserver(stageDirectory()).observe().applications().get(0);
            assertThat(application.kpus()).contains(2);
            assertThat(application.vertices()).singleElement().satisfies(task -> {
                assertThat(task.operators())
                        .extracting(operator -> operator.uid().orElse(""))
                        .containsExactly("counter", "nowhere");
                OperatorReport counter = task.operators().get(0);
                assertThat(counter.recordsOut())
                        .hasValueSatisfying(count -> assertThat(count).isPositive());
                assertThat(counter.stateBytes())
                        .isEqualTo(task.stateBytes())
                        .hasValueSatisfying(bytes -> assertThat(bytes).isPositive());
                assertThat(task.operators().get(1).stateBytes()).contains(0L);
            });
        });
    }

    @Test
    void aSecondStartIsRefusedAndDisturbsNothing() {
        LocalStage second = builder().prepare();
        assertThatThrownBy(second::start)
                .isInstanceOf(StageException.class)
                .hasMessage("stage default is already running (process %d); 'down' stops it"
                        .formatted(ProcessHandle.current().pid()));
        second.close();

        assertThat(stageDirectory().running())
                .map(running -> running.status().phase())
                .contains(Phase.RUNNING);
        stage.put("Orders", List.of(new OutgoingRecord("1", "undisturbed")));
        assertThat(stage.applications().get(0).isRunning()).isTrue();
    }

    @Test
    void anUpdateGoesOnWithTheStateAndARollbackWithTheSnapshotThatTheVersionBeforeLeft() throws Exception {
        int version = stage.applications().get(0).version();
        assembly.set("color", "red");
        assembly.rebuild();
        assertThat(update()).isEqualTo(done("application shop-Counting runs version " + (version + 1)));

        long left = lastStart();
        assertThat(left).isPositive();
        assertThat(EVENTS)
                .contains("  Job: color  none -> red")
                .anyMatch(event -> event.startsWith("  code        "))
                .anyMatch(event -> event.startsWith("shop-Counting: stopped with savepoint "));
        OperationResult back = ask(OperationRequest.rollback(List.of()));
        assertThat(back.lines())
                .singleElement()
                .asString()
                .startsWith("application shop-Counting runs version %d again, from its snapshot of".formatted(version));
        assertThat(lastStart()).isEqualTo(left);
    }

    @Test
    void aJobThatWouldLoseStateOrCannotStartIsRefusedBeforeAnythingStops() throws Exception {
        int starts = assembly.starts().size();
        assembly.set("uid", "other-counter");

        assertThat(update().failure().orElseThrow())
                .startsWith("application shop-Counting is not updated and keeps running, since state would be dropped:")
                .contains("operator 'counter' (Source: Custom Source) is not in this job")
                .contains("'count'")
                .endsWith("--allow-non-restored-state drops it");

        assembly.forgetSetting();
        assertThat(update().failure())
                .contains(
                        "application shop-Counting is not updated and keeps running: property group 'Job' has no 'starts'");
        assertThat(assembly.starts()).hasSize(starts);
        assertThat(stage.applications().get(0).isRunning()).isTrue();
    }

    @Test
    void aVersionThatIsNotHealthyGoesBackAndSaysWhy() throws Exception {
        assembly.set("fails", "out of luck");

        assertThat(update().failure().orElseThrow())
                .startsWith("application shop-Counting was rolled back, since version ")
                .contains("was not healthy: ", "out of luck")
                .endsWith("runs again");

        assertThat(lastStart()).isPositive();
        assertThat(stage.applications().get(0).isRunning()).isTrue();
    }

    @Test
    void whatLeavesAnOperatorIsSampledWhileTheJobRunsOn() throws Exception {
        int starts = assembly.starts().size();
        RunningStage running = stageDirectory().running().orElseThrow();
        List<SampleReport> samples = new ArrayList<>();
        long begin = System.nanoTime();
        long seen;

        try (OperatorInspection inspection = OperatorInspection.open(running, Optional.of("Counting"))) {
            assertThatThrownBy(() -> inspection.find("none"))
                    .isInstanceOf(StageException.class)
                    .hasMessage(
                            ("UID must be that of one operator of application shop-Counting, got 'none'; its operators are:%n  counter"
                                            + " (Source: Custom Source)%n  nowhere (Sink: Unnamed)")
                                    .formatted());
            seen = inspection.sample(inspection.find("counter"), 5, () -> samples.size() >= 8, samples::add);
        }

        // five of the first second, and each later one has five
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(600));
        assertThat(seen).isGreaterThan(samples.size());
        assertThat(samples).hasSizeGreaterThanOrEqualTo(8).allSatisfy(sample -> {
            assertThat(sample.application()).isEqualTo("shop-Counting");
            assertThat(sample.operator()).isEqualTo("counter");
            assertThat(sample.subtask()).isZero();
            assertThat(sample.timestampMillis()).isEmpty();
            assertThat(sample.type()).isEqualTo("Long");
        });
        assertThat(samples.stream().map(sample -> Long.valueOf(sample.text())))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(assembly.starts()).hasSize(starts);
        assertThat(stage.applications().get(0).isRunning()).isTrue();
    }

    @Test
    void aSnapshotIsTakenOfAJobThatRunsOn() throws Exception {
        int starts = assembly.starts().size();

        OperationResult snapshot = ask(OperationRequest.snapshot(List.of("Counting"), "before-lunch"));

        assertThat(Path.of(snapshot.lines().get(0)).resolve("_metadata")).isRegularFile();
        assertThat(assembly.starts()).hasSize(starts);
        assertThat(stage.applications().get(0).isRunning()).isTrue();
    }

    private static OperationResult update() throws InterruptedException {
        return ask(OperationRequest.update(List.of(), assembly.directory(), List.of(), false));
    }

    private static OperationResult ask(OperationRequest request) throws InterruptedException {
        return stageDirectory()
                .requests()
                .send(request, () -> true, event -> {})
                .orElseThrow();
    }

    private static OperationResult done(String line) {
        return new OperationResult(List.of(line), Optional.empty());
    }

    private static LocalStage start() {
        return builder().start();
    }

    private static LocalStage.Builder builder() {
        return LocalStage.builder(assembly.directory())
                .stateDirectory(directory.resolve(STATE))
                .events(EVENTS::add);
    }

    private static StageDirectory stageDirectory() {
        return builder().prepare().directory();
    }

    private static long checkpoints() {
        return stage.applications().get(0).checkpoints();
    }

    /** The count that the job's newest start began with. */
    private static long lastStart() throws IOException {
        List<Long> starts = assembly.starts();
        return starts.get(starts.size() - 1);
    }

    private static List<String> read(String stream, String awaited) {
        StreamFollower follower = stage.fromStart(stream);
        List<String> texts = new ArrayList<>();
        await().atMost(TIMEOUT).until(() -> {
            follower.poll().stream().map(IncomingRecord::text).forEach(texts::add);
            return texts.contains(awaited);
        });
        return texts;
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).collect(toSet());
    }
}
