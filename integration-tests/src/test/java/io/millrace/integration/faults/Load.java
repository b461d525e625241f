package io.millrace.integration.faults;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes to a scenario's inputs at a steady rate from its own thread, whatever happens to the jobs. */
final class Load {
    private static final long TICK_MILLIS = 200;

    private final Broker broker;
    private final Map<Workload, Deployment> deployments;
    private final int recordsPerSecond;
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Void> done;
    private volatile long written;

    private Load(Broker broker, Map<Workload, Deployment> deployments, int recordsPerSecond) {
        this.broker = broker;
        this.deployments = deployments;
        this.recordsPerSecond = recordsPerSecond;
        deployments.forEach((workload, deployment) -> put(deployment, workload.begin(System.currentTimeMillis())));
        this.done = CompletableFuture.runAsync(this::run);
    }

    /**
     * Puts the first records and starts putting more.
     *
     * @param recordsPerSecond for each deployment
     */
    static Load start(Broker broker, Map<Workload, Deployment> deployments, int recordsPerSecond) {
        return new Load(broker, deployments, recordsPerSecond);
    }

    private void run() {
        long begin = System.currentTimeMillis();
        long made = 0;
        try {
            while (!end.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.currentTimeMillis();
                long due = (now - begin) * recordsPerSecond / 1000;
                int count = (int) (due - made);
                deployments.forEach((workload, deployment) -> put(deployment, workload.next(now, count)));
                made = due;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(Deployment deployment, List<Put> records) {
        records.stream()
                .collect(groupingBy(Put::input))
                .forEach((input, puts) -> broker.put(deployment.inputStream(input), puts));
        written += records.size();
    }

    /** How many records the streams have accepted. */
    long written() {
        return written;
    }

    /**
     * Stops.
     *
     * @return when the last record was made, in epoch milliseconds
     */
    long stop() {
        end.countDown();
        done.join();
        return System.currentTimeMillis();
    }
}
