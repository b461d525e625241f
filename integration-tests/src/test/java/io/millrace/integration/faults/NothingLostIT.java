package io.millrace.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.integration.JobRuntime;
import io.millrace.integration.faults.Scenario.Disturbance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nothing is lost: whatever fails in the cluster or the streams, all jobs write what they write undisturbed. The gate causes
 * one failure of each kind; the profile {@code faults} causes more than a hundred, and runs the tests tagged {@code long},
 * which take some minutes each.
 */
class NothingLostIT {
    /** Slots of each TaskManager: as many as the jobs need at parallelism 2, so that losing one always stops some. */
    private static final int SLOTS_IN_USE = Workloads.all(0).size();

    private static final int SLOTS_FOR_FOUR = 2 * SLOTS_IN_USE;

    private final long seed = Long.getLong("millrace.faults.seed", new Random().nextLong());

    private Path directory;
    private Broker broker;

    @BeforeEach
    void startBroker(TestInfo test) {
        directory = WorkDirectory.of(test);
        System.out.println("faults: seed " + seed + " (again with -Dmillrace.faults.seed=" + seed + ")");
        broker = Broker.start(directory);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    /**
     * From FLINK-1_20 to FLINK-2_2, with failures before and after, and a shard of every input split before, meanwhile and
     * after. On FLINK-2_2 another consumer takes most of the calls that a shard admits.
     */
    @Test
    void killsAndTheMoveToFlink2ChangeNoResult() throws Exception {
        int count = Integer.getInteger("millrace.faults.kills", 3);
        List<Kills.Kind> kinds = Kills.kinds(count, seed);
        Kills[] kills = new Kills[2];
        long[] throttled = new long[1];

        String figures = run("kills", JobRuntime.FLINK_1_20, SLOTS_IN_USE, 1, (cluster, deployments) -> {
            // shards that have ended are read again after the move, too
            splitAShardOfEveryInput(deployments);
            kills[0] = new Kills(cluster, seed);
            kills[0].run(kinds.subList(0, count / 2));
            cluster.awaitEventTime(System.currentTimeMillis());
            Cluster moved = move(cluster, deployments);
            kills[1] = new Kills(moved, seed + 1);
            try (OtherConsumer other = broker.startOtherConsumer(inputStreams(deployments))) {
                kills[1].run(kinds.subList(count / 2, count));
                splitAShardOfEveryInput(deployments);
                moved.awaitEventTime(System.currentTimeMillis());
                await("a call above a shard's limit").atMost(Cluster.PATIENCE).until(() -> other.throttled() > 0);
                throttled[0] = other.throttled();
            }
            return moved;
        });

        System.out.println("faults: %s on Flink 1, %s on Flink 2, another consumer throttled %,d times, %s"
                .formatted(kills[0], kills[1], throttled[0], figures));
        assertThat(kills[0].restored() + kills[1].restored())
                .as("jobs that went on from a checkpoint after a kill -9")
                .isPositive();
    }

    private Cluster move(Cluster from, List<Deployment> deployments) throws IOException {
        Map<Deployment, Path> savepoints = from.stopAll();
        from.close();
        splitAShardOfEveryInput(deployments);
        Cluster to = new Cluster(
                JobRuntime.FLINK_2_2,
                Files.createDirectories(directory.resolve("moved")),
                broker.endpoint(),
                SLOTS_IN_USE,
                ClusterProcess.Libraries.FOR_EACH_JOB);
        savepoints.forEach((deployment, savepoint) -> to.move(deployment, 2, savepoint));
        to.awaitCheckpoints();
        return to;
    }

    private void splitAShardOfEveryInput(List<Deployment> deployments) {
        inputStreams(deployments).forEach(broker::splitFirst);
    }

    private static List<String> inputStreams(List<Deployment> deployments) {
        return deployments.stream()
                .flatMap(deployment -> deployment.inputStreams().stream())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void rescalingThroughSavepointsChangesNoResult(JobRuntime runtime) throws Exception {
        String figures = run("rescale", runtime, SLOTS_FOR_FOUR, 1, (cluster, deployments) -> {
            for (int parallelism : new int[] {2, 4, 1}) {
                for (Deployment deployment : deployments) {
                    cluster.submit(deployment, parallelism, Optional.of(cluster.stop(deployment)));
                }
                cluster.awaitCheckpoints();
            }
            return cluster;
        });

        System.out.println("faults: %s: rescaled 1 to 2 to 4 to 1, %s".formatted(runtime, figures));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void splittingAndMergingShardsChangesNoResult(JobRuntime runtime) throws Exception {
        String figures = run("reshard", runtime, SLOTS_IN_USE, 2, (cluster, deployments) -> {
            splitAShardOfEveryInput(deployments);
            cluster.awaitEventTime(System.currentTimeMillis());
            for (Deployment deployment : deployments) {
                deployment.inputStreams().forEach(broker::mergeFirst);
            }
            cluster.awaitEventTime(System.currentTimeMillis());
            return cluster;
        });

        System.out.println("faults: %s: split and merged a shard of every input, %s".formatted(runtime, figures));
    }

    private String run(String scenario, JobRuntime runtime, int slots, int parallelism, Disturbance disturbance)
            throws Exception {
        return new Scenario(scenario, directory, broker, Workloads.all(seed))
                .run(runtime, slots, parallelism, disturbance);
    }
}
