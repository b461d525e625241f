package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigurationTest {
    private static final Map<String, String> LOOPBACK = Map.of(
            "rest.address", "127.0.0.1",
            "rest.bind-address", "127.0.0.1",
            "jobmanager.rpc.address", "127.0.0.1",
            "jobmanager.bind-host", "127.0.0.1",
            "taskmanager.host", "127.0.0.1",
            "taskmanager.bind-host", "127.0.0.1");

    @Test
    void theClusterIsSetUpAsTheServices() {
        Map<String, String> expected = new HashMap<>(LOOPBACK);
        expected.put("state.backend.type", "rocksdb");
        expected.put("execution.checkpointing.incremental", "true");
        expected.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        expected.put("restart-strategy.type", "exponential-delay");
        expected.put("classloader.resolve-order", "child-first");
        expected.put(
                "classloader.parent-first-patterns.additional", "[com.amazonaws.services.kinesisanalytics.runtime.]");
        expected.put("rest.bind-port", "0");
        expected.put("web.refresh-interval", "250");

        assertThat(ClusterConfiguration.of(new Properties()).toMap()).isEqualTo(expected);
    }

    @Test
    void theFileChangesWhatTheServiceSets(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("flink.properties"),
                "rest.bind-port=8123,0\ntaskmanager.numberOfTaskSlots=3\nstate.backend.type=hashmap\n");

        assertThat(ClusterConfiguration.read(file).toMap())
                .containsAllEntriesOf(Map.of(
                        "rest.bind-port", "8123,0",
                        "taskmanager.numberOfTaskSlots", "3",
                        "state.backend.type", "hashmap"));
    }

    @Test
    void nothingMovesTheClusterOffLoopback() {
        Properties given = new Properties();
        LOOPBACK.keySet().forEach(key -> given.setProperty(key, "0.0.0.0"));

        Configuration configuration = ClusterConfiguration.of(given);

        assertThat(configuration.toMap()).containsAllEntriesOf(LOOPBACK);
    }
}
