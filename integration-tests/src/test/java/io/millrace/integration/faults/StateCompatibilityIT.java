package io.millrace.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.millrace.integration.JobRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's jar restores the state that the jobs of each release have left. CONTRIBUTING shows how to write the
 * savepoints for the version in the pom.
 */
class StateCompatibilityIT {
    static final String SCENARIO = "state";
    private static final String RELEASE = System.getProperty("millrace.version").replace("-SNAPSHOT", "");

    @TempDir
    private Path directory;

    @BeforeAll
    static void write(@TempDir Path directory) throws Exception {
        if ("write".equals(System.getProperty("millrace.fixtures"))) {
            new FixtureWriter(directory, RELEASE).write(Workloads.specimens());
        }
    }

    @Test
    void everyJobHasLeftItsStateForLaterReleases() throws IOException {
        assertThat(Fixture.of(RELEASE))
                .extracting(Fixture::job)
                .as("fixtures of release %s; make them with -Dmillrace.fixtures=write", RELEASE)
                .containsExactlyInAnyOrderElementsOf(
                        Workloads.specimens().stream().map(JobBinding::job).toList());
    }

    static List<Arguments> releases() throws IOException {
        return Fixture.releases().stream()
                .flatMap(release -> Stream.of(JobRuntime.values()).map(runtime -> Arguments.of(release, runtime)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void todaysJarRestoresTheStateOfARelease(String release, JobRuntime runtime) throws Exception {
        for (Fixture fixture : Fixture.of(release)) {
            for (Path stream : Fixture.children(fixture.streams())) {
                FixtureWriter.copy(stream, directory.resolve("kinesis/streams").resolve(stream.getFileName()));
            }
        }
        Map<Fixture, Deployment> deployments = new LinkedHashMap<>();
        try (Broker broker = Broker.startWithoutLimits(directory);
                Cluster cluster =
                        new Cluster(runtime, directory, broker.endpoint(), 4, ClusterProcess.Libraries.FOR_EACH_JOB)) {
            for (Fixture fixture : Fixture.of(release)) {
                Deployment created = Deployment.create(broker, specimen(fixture), SCENARIO, "restored");
                if (runtime == JobRuntime.FLINK_1_20) {
                    deployments.put(fixture, created);
                    cluster.submit(created, 1, Optional.of(fixture.savepoint()));
                } else {
                    Deployment moved = new Deployment(created.binding(), SCENARIO, "restored", startingNow());
                    deployments.put(fixture, moved);
                    cluster.move(moved, 1, fixture.savepoint());
                }
            }
            for (Map.Entry<Fixture, Deployment> entry : deployments.entrySet()) {
                assertStarts(entry.getKey(), entry.getValue(), runtime, broker, cluster);
            }
            long now = System.currentTimeMillis();
            for (Map.Entry<Fixture, Deployment> entry : deployments.entrySet()) {
                for (Put record : specimen(entry.getKey()).after(now)) {
                    broker.put(entry.getValue().inputStream(record.input()), List.of(record));
                }
            }
            cluster.awaitEventTime(now + 1_000);
            Map<Deployment, Path> savepoints = cluster.stopAll();
            if (runtime == JobRuntime.FLINK_2_2) {
                assertThatOnlySourcesAreLost(deployments, savepoints);
            }
            for (Map.Entry<Fixture, Deployment> entry : deployments.entrySet()) {
                StateSpecimen specimen = specimen(entry.getKey());
                assertThat(specimen.said(Outcome.read(broker, entry.getValue()).once()))
                        .as("the output of %s with the state of %s", specimen.job(), release)
                        .containsExactlyInAnyOrderElementsOf(specimen.expected());
            }
        }
        System.out.println("state: today's jar for %s restored savepoints of %d jobs of release %s"
                .formatted(runtime, deployments.size(), release));
    }

    /** Of the job with the most kinds of state: the event-time operators keep what its sources have read. */
    private void assertThatOnlySourcesAreLost(Map<Fixture, Deployment> deployments, Map<Deployment, Path> savepoints)
            throws Exception {
        Map.Entry<Fixture, Deployment> bookings = deployments.entrySet().stream()
                .filter(entry -> entry.getKey().job().equals("booking-alerts"))
                .findFirst()
                .orElseThrow();
        Fixture fixture = bookings.getKey();
        Deployment deployment = bookings.getValue();

        assertThat(new CompatibilityCheck(JobRuntime.FLINK_2_2, directory.resolve("check"), deployment)
                        .losses(fixture.savepoint(), fixture.operators(), savepoints.get(deployment)))
                .containsExactlyInAnyOrder(
                        "operator 'booking-created' (Source: booking-created) is not in this job: its state would be lost",
                        "operator 'booking-events' (Source: booking-events) is not in this job: its state would be lost");
    }

    /** Savepoints of FLINK-1_20 do not have the state of sources of Flink 2, and those of earlier builds no positions either. */
    private static Map<String, String> startingNow() {
        return Map.of(
                "source.init.position",
                "AT_TIMESTAMP",
                "source.init.timestamp",
                Long.toString(Instant.now().getEpochSecond()));
    }

    /** Flink starts no job that has lost an operator or cannot read a state: fails with what would be lost. */
    private void assertStarts(
            Fixture fixture, Deployment deployment, JobRuntime runtime, Broker broker, Cluster cluster)
            throws Exception {
        if (!cluster.awaitStart(deployment)) {
            Deployment trial = Deployment.create(broker, specimen(fixture), SCENARIO, "trial");
            cluster.submit(trial, 1, Optional.empty());
            assertThat(cluster.awaitStart(trial)).as("it runs without state").isTrue();
            List<String> losses = new CompatibilityCheck(runtime, directory.resolve("check"), deployment)
                    .losses(fixture.savepoint(), fixture.operators(), cluster.stop(trial));
            fail("today's %s cannot restore the state of release %s: %s"
                    .formatted(fixture.job(), fixture.release(), String.join("; ", losses)));
        }
    }

    /** Checks the guard itself, with a job that has none of the operators. */
    @Test
    void whatAnotherJobWouldLoseIsListedByOperator() throws Exception {
        Fixture lottery = new Fixture(RELEASE, "lottery");
        StateSpecimen other = Workloads.specimens().stream()
                .filter(specimen -> !specimen.job().equals("lottery"))
                .findFirst()
                .orElseThrow();

        List<String> losses = new CompatibilityCheck(
                        JobRuntime.FLINK_1_20, directory, new Deployment(other, SCENARIO, "other"))
                .losses(lottery.savepoint(), lottery.operators());

        assertThat(losses)
                .contains(
                        "operator 'judge-clicks' (Judge clicks) is not in this job: its state would be lost:"
                                + " 'account', 'lotteries', 'waiting'",
                        "operator 'user-events' (Source: user-events) is not in this job: its state would be lost:"
                                + " 'Kinesis-Stream-Shard-State'");
    }

    private static StateSpecimen specimen(Fixture fixture) {
        List<StateSpecimen> found = new ArrayList<>(Workloads.specimens());
        found.removeIf(specimen -> !specimen.job().equals(fixture.job()));
        return found.get(0);
    }
}
