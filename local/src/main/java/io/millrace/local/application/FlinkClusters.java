package io.millrace.local.application;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.local.flink.Flink;
import io.millrace.local.flink.FlinkRest;
import io.millrace.local.process.Polling;
import io.millrace.local.process.ServerProcess;
import io.millrace.local.process.StageException;
import io.millrace.local.versions.Version;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts Flink clusters, and compares jobs with snapshots: everything about Flink that takes a process. */
public interface FlinkClusters {
    /**
     * Starts a cluster for a version of an application.
     *
     * @param events receives a line for each property that differs from the template's
     * @return the process; its address is that of Flink's REST API
     */
    ServerProcess start(Version version, ApplicationDirectory directory, Consumer<String> events);

    /** Gets what {@link #start} and {@link #losses} need for an application and may take minutes to get. */
    default void prepare(ApplicationPlan next, Consumer<String> events) {}

    /** Waits until the stage's streams exist: when a stage starts, they are created while the clusters start. */
    default void awaitStreams() {}

    /** The port of loopback at which the process of an application listens for a debugger; empty when it does not. */
    default Optional<Integer> debugPort(String application) {
        return Optional.empty();
    }

    /** Connects to the cluster at an address. */
    default Flink connect(URI address) {
        return new FlinkRest(address);
    }

    /** How its answers are waited for. */
    default Polling polling() {
        return Polling.REAL;
    }

    /**
     * Finds the state of a snapshot that a job would not restore.
     *
     * @param work a directory for temporary files
     * @param taker the application that took the snapshot
     * @param next the application that would restore it
     * @param trial a snapshot of the next application, which shows states with another type; empty to compare operators only
     * @return a sentence for each operator and each state that would be lost
     * @throws StageException when the next application's main method fails, with its message
     */
    List<String> losses(
            ApplicationDirectory work,
            ApplicationPlan taker,
            Path snapshot,
            ApplicationPlan next,
            Optional<Path> trial);
}
