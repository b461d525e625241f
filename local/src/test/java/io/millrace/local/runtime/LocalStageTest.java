package io.millrace.local.runtime;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a small job in real processes. */
class LocalStageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private CountingJobAssembly assembly;

    @BeforeEach
    void buildAssembly() throws IOException {
        assembly = new CountingJobAssembly(directory);
    }

    @Test
    void aStageGoesOnWhereItWasHoweverItEnded() throws IOException {
        LocalStage killed = start();
        killed.put("orders", List.of(new OutgoingRecord("1", "first")));
        await().atMost(PATIENCE).until(() -> checkpoints(killed) >= 2);
        Set<ProcessHandle> processes = children();
        killed.kill();

        assertThat(processes).hasSize(2).noneMatch(ProcessHandle::isAlive);
        assertThat(new StageDirectory(directory.resolve("state/default")).running())
                .isEmpty();

        LocalStage stopped = start();
        assertThat(events).anyMatch(event -> event.startsWith("shop-Counting: restores checkpoint chk-"));
        assertThat(read(stopped, "orders", 1)).containsExactly("first");
        stopped.close();
        assertThat(events).anyMatch(event -> event.startsWith("shop-Counting: stopped with savepoint "));
        assertThat(children()).isEmpty();

        start().close();
        assertThat(events).anyMatch(event -> event.startsWith("shop-Counting: restores savepoint savepoint-"));
        List<Long> starts = assembly.starts();
        assertThat(starts).hasSize(3).isSorted().startsWith(0L).doesNotHaveDuplicates();
    }

    @Test
    void whatDiesIsStartedAgain() throws IOException {
        try (LocalStage stage = start()) {
            String endpoint = stage.endpoint().toString();
            await().atMost(PATIENCE).until(() -> checkpoints(stage) >= 2);
            StageRecord record = new StageDirectory(directory.resolve("state/default"))
                    .running()
                    .orElseThrow();
            record.children().forEach(child -> child.find().ifPresent(ProcessHandle::destroyForcibly));

            await().atMost(PATIENCE)
                    .until(() -> assembly.starts().size() == 2
                            && stage.applications().get(0).isRunning());
            assertThat(assembly.starts().get(1)).isPositive();
            assertThat(events).contains("kinesis is at " + endpoint, "the kinesis process ended; starting it again");
            stage.put("orders", List.of(new OutgoingRecord("1", "still here")));
            assertThat(read(stage, "orders", 1)).containsExactly("still here");
        }
    }

    @Test
    void aSecondStartIsRefusedAndDisturbsNothing() {
        assembly.leaveOutApplication();
        try (LocalStage stage = start()) {
            Supervisor second = builder().supervisor();
            assertThatThrownBy(second::start)
                    .isInstanceOf(StageException.class)
                    .hasMessage("stage default is already running (process %d); 'down' stops it"
                            .formatted(ProcessHandle.current().pid()));
            second.stop();

            assertThat(new StageDirectory(directory.resolve("state/default")).running())
                    .map(StageRecord::phase)
                    .contains(StageRecord.Phase.RUNNING);
            stage.put("Orders", List.of(new OutgoingRecord("1", "undisturbed")));
        }
    }

    @Test
    void aJobThatDoesNotStartIsReportedInItsOwnWords() {
        assembly.forgetSetting();

        assertThatThrownBy(this::start)
                .isInstanceOf(StageException.class)
                .hasMessage(
                        "application shop-Counting did not start: property group 'Job' has no 'starts'%nits log is %s"
                                .formatted(directory.resolve("state/default/applications/shop-Counting/flink.log")));
        assertThat(children()).isEmpty();
    }

    private LocalStage start() {
        return builder().start();
    }

    private LocalStage.Builder builder() {
        return LocalStage.builder(assembly.directory())
                .stateDirectory(directory.resolve("state"))
                .events(events::add);
    }

    private static long checkpoints(LocalStage stage) {
        return stage.applications().get(0).checkpoints();
    }

    private static List<String> read(LocalStage stage, String stream, int count) {
        StreamFollower follower = stage.fromStart(stream);
        List<String> texts = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            follower.poll().stream().map(IncomingRecord::text).forEach(texts::add);
            return texts.size() >= count;
        });
        return texts;
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).collect(toSet());
    }
}
