package io.millrace.integration.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.integration.JobRuntime;
import io.millrace.integration.faults.HostileRecords.Hostile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing a record contains stops a job, and no record disappears. */
class HostileRecordsIT {
    private static final int RECORDS = Integer.getInteger("millrace.faults.records", 30_000);

    private final long seed = Long.getLong("millrace.faults.seed", new Random().nextLong());
    private final HostileRecords hostile = new HostileRecords(seed);
    private final List<Workload> workloads = Workloads.all(seed);
    /** Records that are certainly malformed: stream and position to the bytes. */
    private final Map<String, byte[]> broken = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void hostileRecordsRestartNothingAndAreAllAccountedFor() throws IOException {
        assertThatAllAreAccountedFor(JobRuntime.FLINK_2_2);
    }

    @Test
    @Tag("long")
    void theSameHoldsOnFlink1() throws IOException {
        assertThatAllAreAccountedFor(JobRuntime.FLINK_1_20);
    }

    private void assertThatAllAreAccountedFor(JobRuntime runtime) throws IOException {
        System.out.println("faults: seed " + seed + " (again with -Dmillrace.faults.seed=" + seed + ")");
        try (Broker broker = Broker.startWithoutLimits(directory);
                Cluster cluster = new Cluster(
                        runtime, directory, broker.endpoint(), workloads.size(), ClusterProcess.Libraries.ONCE)) {
            List<Deployment> deployments = new ArrayList<>();
            Map<Deployment, Long> puts = new HashMap<>();
            for (Workload workload : workloads) {
                Deployment.createInputs(broker, workload, "hostile");
                Deployment deployment = Deployment.create(broker, workload, "hostile", "run");
                puts.put(deployment, feed(broker, workload, deployment, RECORDS / workloads.size()));
                cluster.submit(deployment, 2, Optional.empty());
                deployments.add(deployment);
            }
            puts.forEach((deployment, put) -> cluster.awaitJudged(put, deployment));
            cluster.awaitEventTime(System.currentTimeMillis());
            cluster.awaitCheckpoints();
            long counted = rejectedByCounters(cluster, deployments);
            assertThat(cluster.restarts()).isZero();
            cluster.stopAll();

            long all = puts.values().stream().mapToLong(Long::longValue).sum();
            Map<String, JsonNode> rejected = rejected(broker, deployments);
            assertThat((long) rejected.size()).isEqualTo(counted);
            assertThat(rejected).containsKeys(broken.keySet().toArray(String[]::new));
            broken.forEach((position, data) -> assertHolds(rejected.get(position), data));
            System.out.println(
                    "faults: %s: %,d hostile records, %d jobs: 0 restarts, %,d rejected + %,d accepted, 0 missing"
                            .formatted(runtime, all, workloads.size(), rejected.size(), all - rejected.size()));
        }
    }

    /** Puts some valid records, which give the shards their event time, and the malformed ones. */
    private long feed(Broker broker, Workload workload, Deployment deployment, int count) {
        Map<String, List<Put>> puts = new HashMap<>();
        Map<String, List<Hostile>> made = new HashMap<>();
        long now = System.currentTimeMillis();
        long all = 0;
        for (Put first : workload.begin(now)) {
            broker.put(deployment.inputStream(first.input()), List.of(first));
            all++;
        }
        for (Put valid : workload.specimens(now, count)) {
            Hostile next = hostile.next(valid.data());
            made.computeIfAbsent(valid.input(), input -> new ArrayList<>()).add(next);
            puts.computeIfAbsent(valid.input(), input -> new ArrayList<>())
                    .add(new Put(valid.input(), valid.partitionKey(), next.data()));
        }
        for (Map.Entry<String, List<Put>> input : puts.entrySet()) {
            String stream = deployment.inputStream(input.getKey());
            List<String> positions = broker.put(stream, input.getValue());
            for (int i = 0; i < positions.size(); i++) {
                Hostile record = made.get(input.getKey()).get(i);
                if (record.sure()) {
                    broken.put(stream + "/" + positions.get(i), record.data());
                }
            }
            all += positions.size();
        }
        return all;
    }

    private static long rejectedByCounters(Cluster cluster, List<Deployment> deployments) {
        return deployments.stream()
                .mapToLong(deployment -> cluster.metric(deployment, ".*\\.kinesisanalytics\\.rejected_.*"))
                .sum();
    }

    private static Map<String, JsonNode> rejected(Broker broker, List<Deployment> deployments) {
        Map<String, JsonNode> rejected = new HashMap<>();
        for (Deployment deployment : deployments) {
            rejected.putAll(Outcome.read(broker, deployment, List.of(Deployment.REJECTED))
                    .byId(Deployment.REJECTED));
        }
        return rejected;
    }

    private static void assertHolds(JsonNode rejected, byte[] data) {
        byte[] kept = data(rejected);
        assertThat(kept).isEqualTo(Arrays.copyOf(data, kept.length));
        assertThat(rejected.path("truncatedFrom").asInt(kept.length)).isEqualTo(data.length);
    }

    private static byte[] data(JsonNode rejected) {
        try {
            return rejected.path("encoding").asText().equals("utf-8")
                    ? rejected.path("data").asText().getBytes(UTF_8)
                    : rejected.path("data").binaryValue();
        } catch (IOException e) {
            throw new IllegalStateException("not base64: " + rejected, e);
        }
    }
}
