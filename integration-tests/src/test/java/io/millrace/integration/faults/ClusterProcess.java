package io.millrace.integration.faults;

import io.millrace.assembly.streams.kinesis.KinesisClients;
import io.millrace.integration.JobRuntime;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Starts {@link FaultyCluster}: the class path and the settings of the local runtime, with a checkpoint every second. */
final class ClusterProcess {
    /** Packages of libraries, and of what the jobs add to Flink's. */
    private static final String ALL_BUT_THE_JOBS = "com.;io.netty.;net.;org.;software.";

    /** How often the libraries in the jobs' jar are loaded. */
    enum Libraries {
        /** By each job and each of its restarts, as on the service. */
        FOR_EACH_JOB,
        /** With the cluster, which takes a fraction of the processor time. */
        ONCE
    }

    private ClusterProcess() {}

    /**
     * Starts the process.
     *
     * @param directory holds the checkpoints, and all else that the process writes
     * @param slots of each of the two TaskManagers
     */
    static JvmProcess start(JobRuntime runtime, Path directory, int slots, Libraries libraries) {
        try {
            for (String child : List.of("checkpoints", "savepoints", "upload")) {
                Files.createDirectories(directory.resolve(child));
            }
            Path configuration = directory.resolve("flink.properties");
            try (Writer writer = Files.newBufferedWriter(configuration)) {
                configuration(directory, slots, libraries).store(writer, null);
            }
            List<String> arguments = libraries == Libraries.ONCE
                    ? jvmOptions(runtime, directory, runtime.jar().toString(), testClasses())
                    : jvmOptions(runtime, directory, testClasses());
            arguments.addAll(List.of("-Xmx1200m", "-Xmn400m", FaultyCluster.class.getName(), configuration.toString()));
            Map<String, String> environment = Map.of(
                    "AWS_REGION", Broker.REGION,
                    "AWS_ACCESS_KEY_ID", KinesisClients.ANY_CREDENTIAL,
                    "AWS_SECRET_ACCESS_KEY", KinesisClients.ANY_CREDENTIAL,
                    "AWS_EC2_METADATA_DISABLED", "true");
            return JvmProcess.start("flink", arguments, environment, directory.resolve("process.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Options of a JVM that knows Flink, and the property groups of {@link #propertyGroups}.
     *
     * @param more entries of the class path
     */
    static List<String> jvmOptions(JobRuntime runtime, Path directory, String... more) throws IOException {
        Files.createDirectories(directory.resolve("tmp"));
        Files.writeString(
                Files.createDirectories(directory.resolve("class-path")).resolve("config.properties"),
                "application_properties_file = " + propertyGroups(directory) + "\n");
        List<String> classPath =
                new ArrayList<>(List.of(directory.resolve("class-path").toString(), runtime.classPath()));
        classPath.addAll(List.of(more));
        return new ArrayList<>(List.of(
                "@" + home().resolve("cluster/target/flink-jvm.options"),
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-Dmillrace.log.file=" + directory.resolve("flink.log"),
                "-Dmillrace.log.level=WARN",
                "-cp",
                String.join(File.pathSeparator, classPath)));
    }

    /** The file that the next job to be submitted takes its property groups from. */
    static Path propertyGroups(Path directory) {
        return directory.resolve("application_properties.json");
    }

    private static String testClasses() {
        try {
            URI location = FaultyCluster.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(location).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The project's root. */
    static Path home() {
        return Path.of(System.getProperty("millrace.home"));
    }

    private static Properties configuration(Path directory, int slots, Libraries libraries) {
        Properties flink = new Properties();
        flink.setProperty("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        // a lost TaskManager should cost every job something
        flink.setProperty("taskmanager.load-balance.mode", "SLOTS");
        flink.setProperty("taskmanager.memory.network.min", "128mb");
        flink.setProperty("taskmanager.memory.network.max", "128mb");
        flink.setProperty("taskmanager.memory.managed.size", "256mb");
        if (libraries == Libraries.ONCE) {
            flink.setProperty("classloader.parent-first-patterns.additional", ALL_BUT_THE_JOBS);
        }
        flink.setProperty("web.upload.dir", directory.resolve("upload").toString());
        flink.setProperty("io.tmp.dirs", directory.resolve("tmp").toString());
        flink.setProperty(
                "execution.checkpointing.dir",
                "file://" + directory.resolve("checkpoints").toAbsolutePath());
        flink.setProperty("execution.checkpointing.interval", "1 s");
        flink.setProperty("execution.checkpointing.tolerable-failed-checkpoints", "1000000");
        flink.setProperty("restart-strategy.type", "fixed-delay");
        flink.setProperty("restart-strategy.fixed-delay.attempts", Integer.toString(Integer.MAX_VALUE));
        flink.setProperty("restart-strategy.fixed-delay.delay", "200 ms");
        flink.setProperty("metrics.fetcher.update-interval", "200");
        return flink;
    }
}
