package io.millrace.job.replay;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/** The Flink cluster for all tests of this JVM, because to start one takes longer than to run a job. */
public final class SharedCluster {
    /** The highest parallelism of a job. */
    public static final int SLOTS = 4;

    private static final MiniCluster CLUSTER = start();

    private SharedCluster() {}

    /** An environment on the cluster, with the job's configuration. */
    public static StreamExecutionEnvironment environment(int parallelism, Configuration configuration) {
        return new TestStreamEnvironment(CLUSTER, configuration, parallelism, List.of(), List.of());
    }

    private static MiniCluster start() {
        Configuration configuration = new Configuration();
        configuration.set(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY, Duration.ZERO);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumSlotsPerTaskManager(SLOTS)
                .withRandomPorts()
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("the cluster does not start", e);
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> cluster.closeAsync().join()));
        return cluster;
    }
}
