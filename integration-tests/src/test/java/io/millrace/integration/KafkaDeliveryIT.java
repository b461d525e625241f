package io.millrace.integration;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.stage.LocalStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Delivery is exactly once: every process, the broker included, is killed between two checkpoints, under load, and the jobs
 * that have begun on FLINK-1_20 go on from their last checkpoint on FLINK-2_2. Every record put is malformed and comes out as one rejected record. Two controls show that the kill hit something: a reader of
 * uncommitted records sees what the killed transaction had written, and the same job with at-least-once delivery repeats
 * records for every reader.
 */
class KafkaDeliveryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(200);
    private static final int BATCH = 500;
    private static final int MOST_KILLS = 4;

    @TempDir
    private Path directory;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private int put;

    @Test
    void aKillRepeatsRecordsWithAtLeastOnceAndNoneWithExactlyOnce() throws IOException {
        killBetweenCheckpoints(up(assembly(JobRuntime.FLINK_1_20)));
        Path updated = assembly(JobRuntime.FLINK_2_2);
        for (int kills = 1; ; kills++) {
            events.clear();
            try (LocalStage stage = up(updated)) {
                assertThat(events.stream().filter(event -> event.contains("restores checkpoint chk-")))
                        .hasSize(2);
                putUntilCheckpoints(stage, 1);
                if (kills == MOST_KILLS || hasRepeated(stage)) {
                    requireDelivered(stage);
                    return;
                }
                killBetweenCheckpoints(stage);
            }
        }
    }

    /** Not if a checkpoint was completed just before the kill: it is seen a little later. */
    private static boolean hasRepeated(LocalStage stage) {
        try (RejectedTopic atLeastOnce = reader(stage, TwoDeliveries.REJECTED_AT_LEAST_ONCE, "read_committed");
                RejectedTopic uncommitted = reader(stage, exactlyOnceTopic(stage), "read_uncommitted")) {
            return atLeastOnce.repeated() > 0 && uncommitted.repeated() > 0;
        }
    }

    private void requireDelivered(LocalStage stage) {
        try (RejectedTopic atLeastOnce = reader(stage, TwoDeliveries.REJECTED_AT_LEAST_ONCE, "read_committed");
                RejectedTopic exactlyOnce = reader(stage, exactlyOnceTopic(stage), "read_committed");
                RejectedTopic uncommitted = reader(stage, exactlyOnceTopic(stage), "read_uncommitted")) {
            Set<String> all =
                    IntStream.range(0, put).mapToObj(KafkaDeliveryIT::hostile).collect(toSet());
            // each partition's newest records come after all repeated ones
            await().atMost(PATIENCE)
                    .until(() -> exactlyOnce.times().size() >= all.size()
                            && atLeastOnce.times().size() >= all.size());

            System.out.printf(
                    "  %,d records; repeated: %,d at least once, %,d exactly once, %,d of these uncommitted%n",
                    put, atLeastOnce.repeated(), exactlyOnce.repeated(), uncommitted.repeated());
            assertThat(atLeastOnce.times().keySet()).isEqualTo(all);
            assertThat(atLeastOnce.repeated()).isPositive();
            assertThat(uncommitted.repeated()).isPositive();
            assertThat(exactlyOnce.times().keySet()).isEqualTo(all);
            assertThat(exactlyOnce.repeated()).isZero();
        }
    }

    private void killBetweenCheckpoints(LocalStage stage) {
        try (RejectedTopic atLeastOnce = reader(stage, TwoDeliveries.REJECTED_AT_LEAST_ONCE, "read_committed");
                RejectedTopic uncommitted = reader(stage, exactlyOnceTopic(stage), "read_uncommitted")) {
            List<SinceCheckpoint> applications = stage.applications().stream()
                    .map(ApplicationStatus::name)
                    .map(name -> new SinceCheckpoint(
                            name, name.equals(TwoDeliveries.AT_LEAST_ONCE) ? atLeastOnce : uncommitted))
                    .toList();
            await().atMost(PATIENCE).pollInterval(BETWEEN_BATCHES).until(() -> {
                putBatch(stage);
                return applications.stream()
                                .filter(application -> application.hasWritten(stage))
                                .count()
                        == applications.size();
            });
        } finally {
            stage.kill();
        }
    }

    private Path assembly(JobRuntime runtime) throws IOException {
        return TwoDeliveries.in(directory.resolve(runtime.id()), runtime);
    }

    private LocalStage up(Path assembly) throws IOException {
        return LocalStage.builder(assembly)
                .stage("dev")
                .applications("lottery")
                .streams(StreamBackend.KAFKA)
                .stateDirectory(directory.resolve("state"))
                .events(event -> {
                    System.out.println("  " + event);
                    events.add(event);
                })
                .start();
    }

    private void putUntilCheckpoints(LocalStage stage, int checkpoints) {
        await().atMost(PATIENCE).pollInterval(BETWEEN_BATCHES).until(() -> {
            putBatch(stage);
            return leastCheckpoints(stage) >= checkpoints;
        });
    }

    private void putBatch(LocalStage stage) {
        List<OutgoingRecord> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(new OutgoingRecord(Integer.toString(put), hostile(put)));
            put++;
        }
        stage.put("user-events", batch);
    }

    private static String hostile(int number) {
        return "no JSON " + number;
    }

    private static long leastCheckpoints(LocalStage stage) {
        return stage.applications().stream()
                .mapToLong(ApplicationStatus::checkpoints)
                .min()
                .orElseThrow();
    }

    private static RejectedTopic reader(LocalStage stage, String topic, String isolation) {
        return new RejectedTopic(stage.bootstrapServers(), topic, isolation);
    }

    private static String exactlyOnceTopic(LocalStage stage) {
        return stage.plan().applications().stream()
                .filter(application -> !application.name().equals(TwoDeliveries.AT_LEAST_ONCE))
                .map(application -> application.propertyGroups().get("rejected").get("topic"))
                .findFirst()
                .orElseThrow();
    }
}
