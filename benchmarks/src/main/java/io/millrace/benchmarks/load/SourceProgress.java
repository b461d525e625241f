package io.millrace.benchmarks.load;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** The progress of the sources of one run. Shared within this JVM by the run's id. */
public final class SourceProgress {
    static final long OVER = Long.MAX_VALUE;

    /** How far one shard may be ahead of another in event time, as when streams are read in real time. */
    private static final long MAX_AHEAD_MILLIS = 200;

    private static final Map<String, SourceProgress> RUNS = new ConcurrentHashMap<>();

    private final Map<String, Shard> shards = new ConcurrentHashMap<>();
    private final AtomicLong preludes = new AtomicLong();
    private final CountDownLatch begin = new CountDownLatch(1);
    private final Set<Long> checkpoints = ConcurrentHashMap.newKeySet();

    private SourceProgress() {}

    /** The progress of one shard. */
    static final class Shard {
        private volatile long events;
        private volatile long time = LoadSource.START;
        private volatile boolean ended;

        void advance(long newEvents, long newTime) {
            events = newEvents;
            time = newTime;
        }

        void ended() {
            ended = true;
        }
    }

    /** Registers a run. */
    public static SourceProgress start(String run) {
        SourceProgress progress = new SourceProgress();
        RUNS.put(run, progress);
        return progress;
    }

    public static void forget(String run) {
        RUNS.remove(run);
    }

    static SourceProgress of(String run) {
        SourceProgress progress = RUNS.get(run);
        if (progress == null) {
            throw new IllegalStateException("run " + run + " is not registered");
        }
        return progress;
    }

    Shard shard(String input, int number) {
        return shards.computeIfAbsent(input + "/" + number, id -> new Shard());
    }

    void checkpointed(long checkpoint) {
        checkpoints.add(checkpoint);
    }

    /** The number of completed checkpoints. */
    public long checkpoints() {
        return checkpoints.size();
    }

    /** Events emitted so far, without preludes. */
    public long events() {
        long sum = 0;
        for (Shard shard : shards.values()) {
            sum += shard.events;
        }
        return sum;
    }

    /** Reports that a shard's prelude has been emitted, and waits until all preludes have been processed. */
    void awaitBegin() throws InterruptedException {
        preludes.incrementAndGet();
        begin.await();
    }

    /** The number of shards that have emitted their preludes. */
    public long preludes() {
        return preludes.get();
    }

    /** Lets the sources emit events. */
    public void begin() {
        begin.countDown();
    }

    /** The event time that all shards have reached; {@link #OVER} if there are no more events. */
    long time() {
        if (shards.isEmpty()) {
            return LoadSource.START;
        }
        long least = OVER;
        for (Shard shard : shards.values()) {
            if (!shard.ended) {
                least = Math.min(least, shard.time);
            }
        }
        return least;
    }

    boolean isAhead(long time) {
        return time - MAX_AHEAD_MILLIS > time();
    }
}
