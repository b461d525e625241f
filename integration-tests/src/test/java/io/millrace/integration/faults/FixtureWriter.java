package io.millrace.integration.faults;

import static org.awaitility.Awaitility.await;

import io.millrace.integration.JobRuntime;
import io.millrace.local.files.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Leaves what today's jar leaves, for later releases to go on with. */
final class FixtureWriter {
    /** Event time must not close what shall be found open, as long as the writing takes. */
    private static final Map<String, String> STAND_STILL = Map.of("events.idle-timeout", "10 min");

    /** How far event time stays behind the newest record, and some more. */
    private static final long LAG_MILLIS = 3_000;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path directory;
    private final String release;

    FixtureWriter(Path directory, String release) {
        this.directory = directory;
        this.release = release;
    }

    void write(List<StateSpecimen> specimens) throws IOException, InterruptedException {
        try (Broker broker = Broker.startWithoutLimits(directory);
                Cluster cluster = new Cluster(
                        JobRuntime.FLINK_1_20,
                        directory,
                        broker.endpoint(),
                        specimens.size(),
                        ClusterProcess.Libraries.FOR_EACH_JOB)) {
            for (StateSpecimen specimen : specimens) {
                write(specimen, broker, cluster);
            }
        }
    }

    private void write(StateSpecimen specimen, Broker broker, Cluster cluster)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(specimen.settings());
        settings.putAll(STAND_STILL);
        Deployment.createInputs(broker, specimen, StateCompatibilityIT.SCENARIO);
        Deployment deployment =
                Deployment.create(broker, new WithSettings(specimen, settings), StateCompatibilityIT.SCENARIO, release);
        long now = System.currentTimeMillis();
        List<Put> records = specimen.before(now);
        for (Put record : records) {
            broker.put(deployment.inputStream(record.input()), List.of(record));
        }
        cluster.submit(deployment, 1, Optional.empty());
        cluster.awaitJudged(records.size(), deployment);
        cluster.awaitEventTime(deployment, now - LAG_MILLIS);
        await().atMost(PATIENCE).until(() -> Outcome.read(broker, deployment).records() == cluster.said(deployment));
        Path savepoint = cluster.stop(deployment);

        Fixture fixture = new Fixture(release, specimen.job());
        Directories.delete(fixture.savepoint().getParent());
        copy(savepoint, fixture.savepoint());
        for (String stream : deployment.inputStreams()) {
            copy(
                    directory.resolve("kinesis/streams").resolve(stream),
                    fixture.streams().resolve(stream));
        }
        Files.write(
                fixture.operators(),
                new CompatibilityCheck(JobRuntime.FLINK_1_20, directory.resolve("operators"), deployment).operators());
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }
}
