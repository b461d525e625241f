package io.millrace.job.connector.kinesis;

import io.millrace.job.connector.Alignment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.util.JobManagerWatermarkTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when this subtask has read its shards, and how far it may read on: Flink aligns no source functions. The subtasks
 * of all inputs that are read together exchange this through the job master. Thread-safe.
 */
final class AlignedShards implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlignedShards.class);
    private static final long NONE_KNOWN = Long.MIN_VALUE;
    private static final long NO_SHARD = Long.MAX_VALUE;
    private static final long UNLIMITED = Long.MAX_VALUE;

    /** After which the job master forgets a subtask that reports no more, such as one that scaling has ended. */
    private static final long FORGOTTEN_AFTER_MILLIS = 5_000;

    private final LongUnaryOperator exchange;
    private final boolean hasOthers;
    private final ScheduledExecutorService reports = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "aligned-shards");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Long> readUntil = new ConcurrentHashMap<>();
    private volatile long limit = UNLIMITED;

    /**
     * @param exchange takes the least time of this subtask ({@link #NO_SHARD} for none), and gives that of all subtasks ({@link
     *     #NONE_KNOWN} for none)
     */
    AlignedShards(LongUnaryOperator exchange) {
        this(exchange, true);
    }

    private AlignedShards(LongUnaryOperator exchange, boolean hasOthers) {
        this.exchange = exchange;
        this.hasOthers = hasOthers;
    }

    static AlignedShards of(Alignment alignment, RuntimeContext context) {
        if (alignment.isNone()) {
            return new AlignedShards(own -> NONE_KNOWN, false);
        }
        JobManagerWatermarkTracker tracker = new JobManagerWatermarkTracker("aligned-" + alignment.group());
        tracker.setUpdateTimeoutMillis(FORGOTTEN_AFTER_MILLIS);
        tracker.open(context);
        return new AlignedShards(tracker::updateWatermark);
    }

    /** Reports until it is closed, if there are others. */
    void start() {
        if (hasOthers) {
            long interval = Alignment.UPDATE_INTERVAL.toMillis();
            ScheduledFuture<?> unused =
                    reports.scheduleWithFixedDelay(this::report, interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    /** All records of a shard that arrived before this have been read. */
    void read(StreamShardHandle shard, long untilMillis) {
        readUntil.merge(id(shard), untilMillis, Math::max);
    }

    /** No shard waits for one that has ended. */
    void ended(StreamShardHandle shard) {
        readUntil.remove(id(shard));
    }

    /** Whether a shard is too far ahead of the others. */
    boolean mustWait(StreamShardHandle shard) {
        return readUntil.getOrDefault(id(shard), NONE_KNOWN) > limit;
    }

    void report() {
        try {
            long least = exchange.applyAsLong(
                    readUntil.values().stream().mapToLong(Long::longValue).min().orElse(NO_SHARD));
            limit = least == NONE_KNOWN ? UNLIMITED : least + Alignment.MAX_DRIFT.toMillis();
        } catch (RuntimeException e) {
            LOG.debug("without the job master's answer, no shard waits for another", e);
            limit = UNLIMITED;
        }
    }

    private static String id(StreamShardHandle shard) {
        return ParentShardGate.id(shard, shard.getShard().getShardId());
    }

    @Override
    public void close() {
        reports.shutdownNow();
    }
}
