package io.millrace.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's configuration: the service's settings, overridden by the file's, with all addresses on loopback. */
public final class ClusterConfiguration {
    private static final String LOOPBACK = "127.0.0.1";

    /** Keys that have another name before 1.20, which the release's option knows. */
    private static final Map<String, ConfigOption<String>> RENAMED = Map.of(
            "execution.checkpointing.dir", CheckpointingOptions.CHECKPOINTS_DIRECTORY,
            "execution.checkpointing.savepoint-dir", CheckpointingOptions.SAVEPOINT_DIRECTORY);

    private ClusterConfiguration() {}

    /**
     * Reads a file of Flink's keys and adds the settings that are the same in every local cluster.
     *
     * @param file a properties file
     */
    public static Configuration read(Path file) throws IOException {
        Properties given = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            given.load(reader);
        }
        return of(given);
    }

    static Configuration of(Properties given) {
        Configuration configuration = serviceDefaults();
        for (String key : given.stringPropertyNames()) {
            ConfigOption<String> renamed = RENAMED.get(key);
            configuration.setString(renamed == null ? key : renamed.key(), given.getProperty(key));
        }
        bindToLoopback(configuration);
        return configuration;
    }

    /** The settings that Managed Service for Apache Flink documents ("Modifiable settings", runtime 1.20). */
    private static Configuration serviceDefaults() {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        // a key, since the option is in another class before 1.20
        configuration.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(CoreOptions.CLASSLOADER_RESOLVE_ORDER, "child-first");
        // jobs get their property groups from this class, which must come from the cluster's class path
        configuration.set(
                CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL,
                List.of("com.amazonaws.services.kinesisanalytics.runtime."));
        configuration.set(RestOptions.BIND_PORT, "0");
        // in milliseconds: how old an answer about a job may be; with the default of 3 s, starts and stops are noticed
        // that much
        // later. A number without a unit, since it is a duration from Flink 2 on
        configuration.setString("web.refresh-interval", "250");
        return configuration;
    }

    private static void bindToLoopback(Configuration configuration) {
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    }
}
