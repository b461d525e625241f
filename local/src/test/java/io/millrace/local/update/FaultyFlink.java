package io.millrace.local.update;

import io.millrace.assembly.deployment.ApplicationPlan;
import io.millrace.contract.search.BrokenRule;
import io.millrace.local.application.ApplicationDirectory;
import io.millrace.local.application.FlinkClusters;
import io.millrace.local.flink.Flink;
import io.millrace.local.flink.FlinkException;
import io.millrace.local.flink.JobState;
import io.millrace.local.process.Polling;
import io.millrace.local.process.ServerProcess;
import io.millrace.local.process.StageException;
import io.millrace.local.update.SimulatedCluster.Snapshots;
import io.millrace.local.versions.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Flink in memory, with faults at chosen steps. A step is a call of Flink, the start of a cluster, or an event that is
 * reported. A job's state is a count, which grows with every call. The property {@code fails} makes a job restart all the
 * time once it runs, and {@code crashes} one that never runs.
 */
final class FaultyFlink implements FlinkClusters, Polling {
    private static final int POLLS = 4;

    /** What goes wrong at a step. */
    enum Fault {
        /** The process of the stage, with its clusters. */
        KILLED,
        /** A call that is not carried out. */
        REFUSED,
        /** A call that is carried out. */
        UNANSWERED,
        HANGS,
        FAILS,
        JOB_RESTARTS,
        JOB_ENDS,
        CLUSTER_DIES
    }

    /** No code under test catches an error, so that it ends everything, as the end of the process does. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String step) {
            super(step);
        }
    }

    private final Map<Integer, Fault> faults;
    private final List<Cluster> clusters = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private boolean counting;
    private final Snapshots snapshots = new Snapshots();
    private long saved;

    /** @param faults by the number of the step at which they happen */
    FaultyFlink(Map<Integer, Fault> faults) {
        this.faults = faults;
    }

    /** Counts steps from now on, or no longer. */
    void count(boolean on) {
        counting = on;
    }

    /** What was done while steps were counted. */
    List<String> steps() {
        return steps;
    }

    /** The count that each job began with, oldest first. */
    List<Long> starts() {
        return starts;
    }

    /** The count in the newest snapshot. */
    long saved() {
        return saved;
    }

    List<Cluster> alive() {
        return clusters.stream().filter(Cluster::isAlive).toList();
    }

    void killAll() {
        clusters.forEach(Cluster::kill);
    }

    /** What the fault of a step is, unless it kills. */
    private Optional<Fault> step(String what) {
        if (!counting) {
            return Optional.empty();
        }
        steps.add(what);
        Fault fault = faults.get(steps.size() - 1);
        if (fault == Fault.KILLED) {
            throw new Killed(what);
        }
        return Optional.ofNullable(fault);
    }

    void event(String text) {
        step("reports '" + text.replaceAll("(savepoint|chk)-[-0-9a-z]+", "$1").replaceAll("[0-9.]+ s", "") + "'");
    }

    @Override
    public ServerProcess start(Version version, ApplicationDirectory directory, Consumer<String> events) {
        Optional<Fault> fault = step("start of " + version);
        if (fault.equals(Optional.of(Fault.FAILS))) {
            throw new StageException("the process did not start");
        }
        if (!alive().isEmpty()) {
            throw new BrokenRule("an application has one cluster at a time");
        }
        Cluster cluster = new Cluster(clusters.size(), version, directory);
        clusters.add(cluster);
        return cluster;
    }

    @Override
    public Flink connect(URI address) {
        return clusters.get(Integer.parseInt(address.getSchemeSpecificPart()));
    }

    @Override
    public Polling polling() {
        return this;
    }

    @Override
    public <T> Optional<T> until(Duration timeout, Supplier<Optional<T>> poll) {
        for (int i = 0; i < POLLS; i++) {
            Optional<T> result = poll.get();
            if (result.isPresent()) {
                return result;
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> losses(
            ApplicationDirectory work,
            ApplicationPlan taker,
            Path snapshot,
            ApplicationPlan next,
            Optional<Path> trial) {
        if (step("check of the state").equals(Optional.of(Fault.FAILS))) {
            throw new StageException("the main method fails");
        }
        Snapshots.read(snapshot);
        return List.of();
    }

    /** A cluster and its job. */
    final class Cluster extends SimulatedCluster implements Flink {
        private final int number;
        private String status = "RUNNING";
        private boolean endedByItself;
        private long count;
        private long restarts;
        private int completed;
        private Optional<Path> savepoint = Optional.empty();
        private boolean savepointFails;
        private boolean hangs;
        /** Whether the job ends after its status was asked for once more. */
        private boolean stops;

        private Cluster(int number, Version version, ApplicationDirectory directory) {
            super(version, directory);
            this.number = number;
        }

        boolean isHealthy() {
            return isAlive() && status.equals("RUNNING") && restarts == 0 && completed > 0 && !isBad();
        }

        boolean isRunning() {
            return isAlive() && status.equals("RUNNING") && !stops;
        }

        /** Whether its job ended through a fault of its own, which is not restarted. */
        boolean endedByItself() {
            return isAlive() && endedByItself;
        }

        private boolean isBad() {
            return setting("fails").isPresent() || setting("crashes").isPresent();
        }

        /** A call, with the fault of its step. */
        private <T> T call(String what, Supplier<T> answer) {
            Optional<Fault> fault = step(what);
            count++;
            if (fault.equals(Optional.of(Fault.CLUSTER_DIES))) {
                kill();
            }
            if (!isAlive() || fault.equals(Optional.of(Fault.REFUSED))) {
                throw new FlinkException("flink does not answer", new IOException());
            }
            fault.ifPresent(this::happens);
            T result = answer.get();
            if (fault.equals(Optional.of(Fault.UNANSWERED))) {
                throw new FlinkException("flink does not answer", new IOException());
            }
            return result;
        }

        private void happens(Fault fault) {
            switch (fault) {
                case HANGS -> hangs = true;
                case FAILS -> savepointFails = true;
                case JOB_RESTARTS -> restarts++;
                case JOB_ENDS -> {
                    endedByItself = status.equals("RUNNING");
                    status = endedByItself ? "FAILED" : status;
                }
                default -> {}
            }
        }

        @Override
        public String awaitReady() {
            if (step("wait for the cluster").equals(Optional.of(Fault.FAILS))) {
                kill();
                throw new StageException("the process ended");
            }
            return "flink:" + number;
        }

        private void write(Path snapshot) {
            snapshots.write(snapshot, count);
            saved = count;
        }

        @Override
        public String upload(Path jar, String name) {
            return call("upload", () -> "jar");
        }

        @Override
        public String run(String jarId, int parallelism, Optional<Path> restore, boolean allowNonRestoredState) {
            return call("run", () -> {
                count = restore.map(Snapshots::read).orElse(0L);
                starts.add(count);
                return "job-" + number;
            });
        }

        @Override
        public JobState job(String jobId) {
            return call("status", () -> {
                restarts += isBad() ? 1 : 0;
                String shown = status;
                if (stops && status.equals("RUNNING")) {
                    status = "FINISHED";
                }
                return new JobState(
                        shown,
                        shown.equals("RUNNING") && setting("crashes").isEmpty(),
                        Duration.ZERO,
                        restarts,
                        completed);
            });
        }

        @Override
        public Optional<String> failure(String jobId) {
            return call("cause", () -> restarts > 0 ? Optional.of("out of luck") : Optional.empty());
        }

        @Override
        public String stop(String jobId, Path directory) {
            return call("stop with a savepoint", () -> {
                trigger(directory);
                stops = !hangs && !savepointFails;
                return "stop";
            });
        }

        @Override
        public String takeSavepoint(String jobId, Path directory) {
            return call("savepoint", () -> {
                trigger(directory);
                return "savepoint";
            });
        }

        private void trigger(Path directory) {
            if (!status.equals("RUNNING")) {
                throw new FlinkException("the job does not run");
            }
            savepoint = Optional.of(directory.resolve("savepoint-" + number + "-" + count));
            if (!hangs && !savepointFails) {
                write(savepoint.get());
            }
        }

        @Override
        public Optional<Path> savepoint(String jobId, String operationId) {
            return call("is the savepoint complete?", () -> {
                if (savepointFails) {
                    savepointFails = false;
                    stops = false;
                    throw new FlinkException("the disk is full");
                }
                return savepoint.filter(path -> Files.exists(path.resolve("_metadata")));
            });
        }

        @Override
        public String takeCheckpoint(String jobId) {
            return call("checkpoint", () -> {
                if (!isBad() && status.equals("RUNNING") && !hangs && !savepointFails) {
                    completed++;
                    write(checkpoint("job-" + number, completed));
                }
                return "checkpoint";
            });
        }

        @Override
        public boolean isOver(String jobId, String operationId) {
            return call("is the checkpoint over?", () -> !hangs);
        }
    }
}
