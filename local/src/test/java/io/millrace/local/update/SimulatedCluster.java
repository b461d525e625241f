package io.millrace.local.update;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.process.ProcessIdentity;
import io.millrace.local.process.ServerProcess;
import io.millrace.local.versions.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The process of a cluster that is none, and the files of its job, whose state is a count. */
abstract class SimulatedCluster implements ServerProcess {
    private final ApplicationPlan plan;
    private final Path checkpoints;
    private volatile boolean alive = true;

    SimulatedCluster(Version version, ApplicationDirectory directory) {
        this.plan = version.plan();
        this.checkpoints = directory.versions().directory(version).checkpoints();
    }

    /** What the application's property group {@code Job} has. */
    final Optional<String> setting(String key) {
        return setting(plan, key);
    }

    static Optional<String> setting(ApplicationPlan plan, String key) {
        return Optional.ofNullable(plan.propertyGroups().get("Job").get(key));
    }

    final Path checkpoint(String jobId, int number) {
        return checkpoints.resolve(jobId).resolve("chk-" + number);
    }

    @Override
    public final boolean isAlive() {
        return alive;
    }

    @Override
    public final ProcessIdentity identity() {
        return ProcessIdentity.ofThisProcess();
    }

    @Override
    public final void stop(Duration timeout) {
        kill();
    }

    @Override
    public void kill() {
        alive = false;
    }

    /** Writes the snapshots of all clusters, each newer than every other one, however coarse the file system's clock is. */
    static final class Snapshots {
        private Instant newest = Instant.now();

        synchronized void write(Path snapshot, long count) {
            try {
                Files.createDirectories(snapshot);
                Path metadata = Files.writeString(snapshot.resolve("_metadata"), Long.toString(count));
                newest = newest.plusMillis(1);
                Files.setLastModifiedTime(metadata, FileTime.from(newest));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static long read(Path snapshot) {
            try {
                return Long.parseLong(Files.readString(snapshot.resolve("_metadata")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
