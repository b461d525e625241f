package io.millrace.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.cluster.inspect.RunningTasks;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JobManager, one TaskManager, REST API and web UI in this JVM. */
final class LocalCluster {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final Duration END_OF_JOBS = Duration.ofSeconds(20);

    private final MiniCluster cluster;

    private LocalCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts a cluster, and returns when it can run jobs. */
    static LocalCluster start(Configuration configuration) throws Exception {
        // as a process of a distribution does; it finds the file systems for S3
        FileSystem.initialize(configuration, null);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(configuration.get(TaskManagerOptions.NUM_TASK_SLOTS))
                .build());
        cluster.start();
        RunningTasks.of(cluster);
        LocalCluster started = new LocalCluster(cluster);
        started.awaitReady();
        return started;
    }

    /** The REST API refuses requests until leaders are elected, which happens after the start. */
    private void awaitReady() throws Exception {
        URL overview = restAddress().resolve("/overview").toURL();
        while (!isReady(overview)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Not with an HttpClient, which reads the JDK's certificates first: a tenth of a start. */
    private static boolean isReady(URL overview) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) overview.openConnection(Proxy.NO_PROXY);
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            return false;
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), UTF_8).contains("\"taskmanagers\":1");
        }
    }

    URI restAddress() throws ExecutionException, InterruptedException {
        return cluster.getRestAddress().get();
    }

    /**
     * Cancels jobs that still run, and shuts down. The jobs must end first: the cluster closes their class loaders, and
     * threads of their clients would then fail for tens of seconds.
     */
    void stop() throws Exception {
        try {
            awaitEndOfJobs();
        } finally {
            cluster.close();
        }
    }

    private void awaitEndOfJobs() throws ExecutionException, InterruptedException {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (JobStatusMessage job : cluster.listJobs().get()) {
            if (!job.getJobState().isTerminalState()) {
                ends.add(cancel(job.getJobId()));
            }
        }
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                    .get(END_OF_JOBS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Jobs did not end within {}, shutting down without them", END_OF_JOBS);
        }
    }

    private CompletableFuture<?> cancel(JobID job) {
        LOG.info("Cancelled job {}, whose checkpoints are retained", job);
        return cluster.cancelJob(job).thenCompose(acknowledged -> cluster.requestJobResult(job));
    }
}
