package io.millrace.local.application;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.assembly.streams.kinesis.KinesisClients;
import io.millrace.local.flink.FlinkPath;
import io.millrace.local.process.ChildProcess;
import io.millrace.local.process.ClassArchives;
import io.millrace.local.process.JavaCommand;
import io.millrace.local.runtime.FlinkProgram;
import io.millrace.local.versions.Version;
import io.millrace.local.versions.VersionDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Starts an application's Flink, configured as the service would configure it from the same template. */
final class FlinkProcess {
    private static final int HEAP_MEGABYTES = 512;
    private static final int HEAP_MEGABYTES_PER_SLOT = 256;
    private static final int NETWORK_MEGABYTES_PER_SLOT = 32;
    private static final int MANAGED_MEGABYTES_PER_SLOT = 64;

    private FlinkProcess() {}

    static ChildProcess start(
            Version version, ApplicationDirectory directory, FlinkProgram program, StageEnvironment stage) {
        ApplicationPlan application = version.plan();
        writeConfiguration(version, directory, stage);
        List<String> debugging = stage.flink().debugPorts().jvmOptions(application.name());
        JavaCommand command = command(
                        application,
                        directory,
                        program,
                        "io.millrace.cluster.ClusterMain",
                        List.of(directory.flinkProperties().toString()))
                .overriddenBy(stage.flink().jvmOptions())
                .overriddenBy(debugging);
        return ChildProcess.start(
                "flink of " + application.name(),
                command,
                // a debugger may replace classes, and an archive must not have them
                debugging.isEmpty() ? program.archives() : ClassArchives.none(),
                environment(application, stage),
                directory.output());
    }

    /** The environment variables of a process that runs the job's code. */
    static Map<String, String> environment(ApplicationPlan application, StageEnvironment stage) {
        // as on AWS, credentials are not in the property groups
        Map<String, String> environment = new TreeMap<>(Map.of(
                "AWS_REGION",
                application.region(),
                "AWS_ACCESS_KEY_ID",
                KinesisClients.ANY_CREDENTIAL,
                "AWS_SECRET_ACCESS_KEY",
                KinesisClients.ANY_CREDENTIAL,
                "AWS_EC2_METADATA_DISABLED",
                "true"));
        environment.putAll(Endpoints.environment(stage.endpoints()));
        stage.addresses().forEach((server, address) -> environment.putAll(server.environment(address)));
        return environment;
    }

    /** The command line of a JVM that runs the job, or only its main method. */
    static JavaCommand command(
            ApplicationPlan application,
            ApplicationDirectory directory,
            FlinkProgram program,
            String mainClass,
            List<String> arguments) {
        List<String> options = new ArrayList<>();
        options.add(program.jvmOptions());
        options.addAll(JavaCommand.LONG_RUNNING);
        options.add("-Xmx" + (HEAP_MEGABYTES + HEAP_MEGABYTES_PER_SLOT * application.parallelism()) + "m");
        // for 'local inspect'; newer JDKs warn without it
        options.add("-XX:+EnableDynamicAgentLoading");
        options.add("-Djava.io.tmpdir=" + directory.temporary());
        options.addAll(JavaCommand.logOptions(directory.log()));
        options.add("-Dmillrace.log.level=" + application.logLevel());
        return new JavaCommand(program.java(), options, program.classPath(), mainClass, arguments);
    }

    private static void writeConfiguration(Version version, ApplicationDirectory directory, StageEnvironment stage) {
        Properties flink = configuration(version, directory, stage.buckets());
        flink.putAll(stage.flink().options());
        try (Writer writer = Files.newBufferedWriter(directory.flinkProperties())) {
            flink.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Properties configuration(Version version, ApplicationDirectory directory, Path buckets) {
        ApplicationPlan application = version.plan();
        VersionDirectory state = directory.versions().directory(version);
        int slots = application.parallelism();
        Properties flink = new Properties();
        flink.setProperty("parallelism.default", Integer.toString(slots));
        flink.setProperty("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        flink.setProperty("taskmanager.memory.network.min", megabytes(NETWORK_MEGABYTES_PER_SLOT, slots, 64));
        flink.setProperty("taskmanager.memory.network.max", megabytes(NETWORK_MEGABYTES_PER_SLOT, slots, 64));
        flink.setProperty("taskmanager.memory.managed.size", megabytes(MANAGED_MEGABYTES_PER_SLOT, slots, 128));
        flink.setProperty("rest.bind-port", Integer.toString(directory.port().usable()));
        // what status and the console show is at most this old; it is read only while somebody asks
        flink.setProperty("metrics.fetcher.update-interval", "2000");
        flink.setProperty("web.upload.dir", directory.upload().toString());
        flink.setProperty("io.tmp.dirs", directory.temporary().toString());
        flink.setProperty("execution.checkpointing.dir", FlinkPath.of(state.checkpoints()));
        flink.setProperty("execution.checkpointing.savepoint-dir", FlinkPath.of(state.savepoints()));
        flink.setProperty("millrace.s3.dir", buckets.toString());
        flink.setProperty(
                "millrace.code-settings.file", directory.codeSettings().toString());
        flink.setProperty("millrace.operators.file", directory.operators().toString());
        flink.setProperty("millrace.state-sizes.file", directory.stateSizes().toString());
        application.checkpoints().ifPresent(checkpoints -> {
            flink.setProperty("execution.checkpointing.interval", checkpoints.intervalMillis() + " ms");
            flink.setProperty("execution.checkpointing.min-pause", checkpoints.minPauseMillis() + " ms");
        });
        return flink;
    }

    private static String megabytes(int perSlot, int slots, int least) {
        return Math.max(least, perSlot * slots) + "mb";
    }
}
