package io.millrace.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.integration.JobRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs all workloads' jobs at once, under load and with failures, and compares them with undisturbed runs. */
final class Scenario {
    /** Of each workload. */
    private static final int RECORDS_PER_SECOND = 60;

    private final String name;
    private final Path directory;
    private final Broker broker;
    private final List<Workload> workloads;

    Scenario(String name, Path directory, Broker broker, List<Workload> workloads) {
        this.name = name;
        this.directory = directory;
        this.broker = broker;
        this.workloads = workloads;
    }

    /** The failures or changes that a run includes. */
    interface Disturbance {
        /** Returns the cluster that has the jobs afterwards; closes the other if it is another. */
        Cluster happen(Cluster cluster, List<Deployment> deployments) throws Exception;
    }

    /**
     * Runs with the disturbance, then without, on the same records, and compares. Both runs end in one cluster: nothing
     * happens to it any more when the undisturbed jobs start.
     *
     * @return a line with the figures
     */
    String run(JobRuntime runtime, int slots, int parallelism, Disturbance disturbance) throws Exception {
        workloads.forEach(workload -> Deployment.createInputs(broker, workload, name));
        Map<Workload, Deployment> disturbed = deployments("disturbed");
        Map<Workload, Deployment> undisturbed = deployments("undisturbed");

        Load load = Load.start(broker, disturbed, RECORDS_PER_SECOND);
        Cluster cluster = cluster(runtime, slots);
        try {
            for (Deployment deployment : disturbed.values()) {
                cluster.submit(deployment, parallelism, Optional.empty());
            }
            cluster.awaitCheckpoints();
            cluster = disturbance.happen(cluster, List.copyOf(disturbed.values()));
            long end = load.stop();
            finish(cluster, end);
            for (Deployment deployment : undisturbed.values()) {
                cluster.submit(deployment, 1, Optional.empty());
            }
            finish(cluster, end);
        } finally {
            cluster.close();
        }
        return compare(load.written(), disturbed, undisturbed);
    }

    private Cluster cluster(JobRuntime runtime, int slots) throws IOException {
        Path files = Files.createDirectories(directory.resolve(name).resolve(runtime.name()));
        return new Cluster(runtime, files, broker.endpoint(), slots, ClusterProcess.Libraries.ONCE);
    }

    private Map<Workload, Deployment> deployments(String run) {
        Map<Workload, Deployment> deployments = new LinkedHashMap<>();
        workloads.forEach(workload -> deployments.put(workload, Deployment.create(broker, workload, name, run)));
        return deployments;
    }

    private void finish(Cluster cluster, long end) {
        Duration settles = workloads.stream()
                .map(Workload::settles)
                .max(Duration::compareTo)
                .orElseThrow();
        cluster.awaitEventTime(end + settles.toMillis());
        cluster.stopAll();
    }

    private String compare(long written, Map<Workload, Deployment> disturbed, Map<Workload, Deployment> undisturbed) {
        List<String> findings = new ArrayList<>();
        long distinct = 0;
        long repeated = 0;
        for (Workload workload : workloads) {
            Outcome with = Outcome.read(broker, disturbed.get(workload));
            Outcome without = Outcome.read(broker, undisturbed.get(workload));
            List<String> ofJob = new ArrayList<>(with.contradictions(without));
            ofJob.addAll(workload.unaccounted(inputs(disturbed.get(workload)), with.once()));
            ofJob.forEach(finding -> findings.add(workload.job() + ": " + finding));
            assertThat(with.outputs()).as("output of %s", workload.job()).allSatisfy((output, ids) -> assertThat(ids)
                    .isNotEmpty());
            distinct += with.distinct();
            repeated += with.records() - with.distinct();
        }
        assertThat(findings.stream().limit(8))
                .as("%d findings in all", findings.size())
                .isEmpty();
        return "%,d records, %d jobs: %,d results, 0 missing, 0 contradictory, %,d repeated identically"
                .formatted(written, workloads.size(), distinct, repeated);
    }

    private Map<String, List<IncomingRecord>> inputs(Deployment deployment) {
        Map<String, List<IncomingRecord>> inputs = new HashMap<>();
        deployment
                .binding()
                .inputs()
                .keySet()
                .forEach(input -> inputs.put(input, broker.read(deployment.inputStream(input))));
        return inputs;
    }
}
