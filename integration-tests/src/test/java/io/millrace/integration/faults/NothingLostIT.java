package io.millrace.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.integration.faults.Scenario.Disturbance;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

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

    @Test
    void randomKillsChangeNoResult() throws Exception {
        int count = Integer.getInteger("millrace.faults.kills", 3);
        Kills[] kills = new Kills[1];

        String figures = run("kills", SLOTS_IN_USE, 2, (cluster, deployments) -> {
            kills[0] = new Kills(cluster, seed);
            kills[0].run(count);
        });

        System.out.println("faults: %s, %s".formatted(kills[0], figures));
        assertThat(kills[0].restored())
                .as("jobs that went on from a checkpoint after a kill -9")
                .isPositive();
    }

    @Test
    @Tag("long")
    void rescalingThroughSavepointsChangesNoResult() throws Exception {
        String figures = run("rescale", SLOTS_FOR_FOUR, 1, (cluster, deployments) -> {
            for (int parallelism : new int[] {2, 4, 1}) {
                for (Deployment deployment : deployments) {
                    cluster.submit(deployment, parallelism, Optional.of(cluster.stop(deployment)));
                }
                cluster.awaitCheckpoints();
            }
        });

        System.out.println("faults: rescaled 1 to 2 to 4 to 1, " + figures);
    }

    @Test
    @Tag("long")
    void splittingAndMergingShardsChangesNoResult() throws Exception {
        String figures = run("reshard", SLOTS_IN_USE, 2, (cluster, deployments) -> {
            for (Deployment deployment : deployments) {
                deployment.inputStreams().forEach(broker::splitFirst);
            }
            cluster.awaitEventTime(System.currentTimeMillis());
            for (Deployment deployment : deployments) {
                deployment.inputStreams().forEach(broker::mergeFirst);
            }
            cluster.awaitEventTime(System.currentTimeMillis());
        });

        System.out.println("faults: split and merged a shard of every input, " + figures);
    }

    private String run(String scenario, int slots, int parallelism, Disturbance disturbance) throws Exception {
        return new Scenario(scenario, directory, broker, Workloads.all(seed)).run(slots, parallelism, disturbance);
    }
}
