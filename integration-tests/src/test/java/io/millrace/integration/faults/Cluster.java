package io.millrace.integration.faults;

import static org.awaitility.Awaitility.await;

import io.millrace.integration.JobRuntime;
import io.millrace.local.flink.FlinkRest;
import io.millrace.local.flink.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.pollinterval.IterativePollInterval;
import org.awaitility.pollinterval.PollInterval;

/** A Flink process with two TaskManagers that runs the jobs of deployments, and in which a test causes failures. */
final class Cluster implements AutoCloseable {
    /** For whatever this suite waits for: a loaded machine is slower, never red. */
    static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Soon, and then less often: for an answer, Flink collects the metrics of all tasks. */
    private static final PollInterval POLL = IterativePollInterval.iterative(
            last -> last.compareTo(Duration.ofMillis(400)) < 0 ? last.multipliedBy(2) : last, Duration.ofMillis(50));

    private static final Pattern OUT = Pattern.compile(".*_time\\.numRecordsOut");
    private static final Pattern TURNED_AWAY = Pattern.compile(".*_time\\.kinesisanalytics\\.rejected_.*");

    private final JobRuntime runtime;
    private final Path directory;
    private final URI kinesis;
    private final int slots;
    private final ClusterProcess.Libraries libraries;
    private final Map<Deployment, Submission> submissions = new LinkedHashMap<>();
    private JvmProcess process;
    private URI address;
    private String jar;

    /** A deployment's current job, its parallelism, and the ids of all its jobs so far. */
    private record Submission(String jobId, int parallelism, List<String> allIds) {}

    /**
     * Starts a cluster.
     *
     * @param directory holds its checkpoints and logs
     * @param slots of each TaskManager
     */
    Cluster(JobRuntime runtime, Path directory, URI kinesis, int slots, ClusterProcess.Libraries libraries) {
        this.runtime = runtime;
        this.directory = directory;
        this.kinesis = kinesis;
        this.slots = slots;
        this.libraries = libraries;
        startProcess();
    }

    private void startProcess() {
        process = ClusterProcess.start(runtime, directory, slots, libraries);
        address = process.awaitReady();
        // jobs submitted while there is only one TaskManager would all run on it
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(() -> probe().taskManagers() == FaultyCluster.TASK_MANAGERS);
        await().atMost(PATIENCE).pollInterval(POLL).ignoreExceptions().until(() -> {
            jar = flink().upload(runtime.jar(), "millrace-job");
            return true;
        });
    }

    private Probe probe() {
        return new Probe(address);
    }

    FlinkRest flink() {
        return new FlinkRest(address);
    }

    /** Runs a deployment's job. */
    void submit(Deployment deployment, int parallelism, Optional<Path> restore) {
        submit(deployment, parallelism, restore, false);
    }

    /** Runs a deployment's job with the savepoint of another runtime, whose sources it does not have. */
    void move(Deployment deployment, int parallelism, Path savepoint) {
        submit(deployment, parallelism, Optional.of(savepoint), true);
    }

    private void submit(Deployment deployment, int parallelism, Optional<Path> restore, boolean allowNonRestored) {
        deployment.writePropertyGroups(runtime, ClusterProcess.propertyGroups(directory), kinesis);
        String jobId = flink().run(jar, parallelism, restore, allowNonRestored);
        List<String> allIds = new ArrayList<>();
        Optional.ofNullable(submissions.get(deployment)).ifPresent(before -> allIds.addAll(before.allIds()));
        allIds.add(jobId);
        submissions.put(deployment, new Submission(jobId, parallelism, allIds));
    }

    String failTask(long choice) {
        return process.command("fail-task " + choice);
    }

    String loseTaskManager(long choice) {
        return process.command("lose-task-manager " + choice);
    }

    /**
     * Kills the process with {@code kill -9}, starts another and resumes every job from its newest checkpoint.
     *
     * @return how many jobs had one
     */
    long killAndResume() {
        process.kill();
        startProcess();
        long restored = 0;
        for (Deployment deployment : List.copyOf(submissions.keySet())) {
            Submission submission = submissions.get(deployment);
            Optional<Path> checkpoint = newestCheckpoint(submission.allIds());
            submit(deployment, submission.parallelism(), checkpoint);
            restored += checkpoint.isPresent() ? 1 : 0;
        }
        return restored;
    }

    private Optional<Path> newestCheckpoint(List<String> jobIds) {
        List<Path> all = new ArrayList<>();
        for (String jobId : jobIds) {
            Path checkpoints = directory.resolve("checkpoints").resolve(jobId);
            if (Files.isDirectory(checkpoints)) {
                try (Stream<Path> children = Files.list(checkpoints)) {
                    children.filter(child -> Files.exists(child.resolve("_metadata")))
                            .forEach(all::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return all.stream().max(Comparator.comparing(Cluster::completed));
    }

    private static long completed(Path checkpoint) {
        return checkpoint.resolve("_metadata").toFile().lastModified();
    }

    /** How often all jobs of this process restarted. */
    long restarts() {
        return submissions.values().stream()
                .mapToLong(submission -> job(submission).restarts())
                .sum();
    }

    /** Waits until every job runs and has completed a checkpoint after this call. */
    void awaitCheckpoints() {
        Map<Deployment, Long> before = new LinkedHashMap<>();
        submissions.forEach((deployment, submission) ->
                before.put(deployment, job(submission).checkpoints()));
        awaitAll(entry -> {
            JobState job = job(entry.getValue());
            return job.isRunning() && job.checkpoints() > before.get(entry.getKey());
        });
    }

    /** Waits until a deployment's job has completed a checkpoint (true) or has failed (false). */
    boolean awaitStart(Deployment deployment) {
        return await().atMost(PATIENCE)
                        .pollInterval(POLL)
                        .until(
                                () -> job(submissions.get(deployment)),
                                job -> job.checkpoints() > 0 || job.restarts() > 0 || job.isEnded())
                        .checkpoints()
                > 0;
    }

    /** Waits until event time has reached a moment in every operator of every job. */
    void awaitEventTime(long epochMillis) {
        submissions.keySet().forEach(deployment -> awaitEventTime(deployment, epochMillis));
    }

    /** Waits until event time has reached a moment in every operator of a deployment's job. */
    void awaitEventTime(Deployment deployment, long epochMillis) {
        String jobId = submissions.get(deployment).jobId();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> probe().leastWatermark(jobId) >= epochMillis);
    }

    /** Waits until the event-time operators of a job have accepted or rejected this many records. */
    void awaitJudged(long records, Deployment deployment) {
        String job = submissions.get(deployment).jobId();
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> hasJudged(records, probe().sums(job, OUT, TURNED_AWAY)));
    }

    private static boolean hasJudged(long records, Collection<Map<Pattern, Long>> sums) {
        // Flink leaves an operator's side output out of its count where another operator is chained to the main output
        Set<Long> possible = Set.of(0L);
        for (Map<Pattern, Long> ofVertex : sums) {
            long out = ofVertex.get(OUT);
            possible = possible.stream()
                    .flatMap(sum -> Stream.of(sum + out, sum + out + ofVertex.get(TURNED_AWAY)))
                    .collect(Collectors.toSet());
        }
        return possible.contains(records);
    }

    /** How many records a job has passed to its sinks. A savepoint holds those not sent yet and sends them again. */
    long said(Deployment deployment) {
        return metric(deployment, ".*__Writer\\.numRecordsIn");
    }

    /** The sum of a job's metrics, over all tasks, whose names match. */
    long metric(Deployment deployment, String name) {
        Pattern pattern = Pattern.compile(name);
        return probe().sums(submissions.get(deployment).jobId(), pattern).stream()
                .mapToLong(ofVertex -> ofVertex.get(pattern))
                .sum();
    }

    private void awaitAll(Predicate<Map.Entry<Deployment, Submission>> condition) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> submissions.entrySet().stream()
                .allMatch(condition));
    }

    private JobState job(Submission submission) {
        return flink().job(submission.jobId());
    }

    /** Stops a deployment's job with a savepoint, so that all its output is written. */
    Path stop(Deployment deployment) {
        return awaitStopped(deployment, triggerStop(deployment));
    }

    private String triggerStop(Deployment deployment) {
        return flink().stop(submissions.get(deployment).jobId(), directory.resolve("savepoints"));
    }

    private Path awaitStopped(Deployment deployment, String operation) {
        Submission submission = submissions.get(deployment);
        Path savepoint = await().atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> flink().savepoint(submission.jobId(), operation), Optional::isPresent)
                .orElseThrow();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> job(submission).isEnded());
        return savepoint;
    }

    /** Ends all jobs as {@link #stop} does, forgets them, and returns their savepoints. */
    Map<Deployment, Path> stopAll() {
        Map<Deployment, String> operations = new LinkedHashMap<>();
        submissions.keySet().forEach(deployment -> operations.put(deployment, triggerStop(deployment)));
        Map<Deployment, Path> savepoints = new LinkedHashMap<>();
        operations.forEach((deployment, operation) -> savepoints.put(deployment, awaitStopped(deployment, operation)));
        submissions.clear();
        return savepoints;
    }

    @Override
    public void close() {
        process.close();
    }
}
