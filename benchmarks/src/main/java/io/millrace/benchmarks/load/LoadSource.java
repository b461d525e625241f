package io.millrace.benchmarks.load;

import io.millrace.job.record.SourceRecord;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;

/**
 * Emits a feed's records as fast as the job accepts them, one shard per subtask, with the markers and the size of records
 * of the Kinesis source. Not restored after a failure: a failed run is discarded.
 */
@SuppressWarnings("deprecation")
public final class LoadSource extends RichParallelSourceFunction<SourceRecord> implements CheckpointListener {
    private static final long serialVersionUID = 1L;

    /** Start of event time: soon before the end of a second, so that few events are in two windows. */
    static final long START = 1_700_000_000_900L;
    /** Never ends. */
    public static final long ENDLESS = Long.MAX_VALUE;

    /** Records emitted while holding the checkpoint lock once. */
    private static final int BATCH = 64;

    private static final long PAUSE_NANOS = 100_000;
    private static final String SEQUENCE_NUMBER = "49590338271490256608559692538361571095921575989136588898";

    private final String input;
    private final Feed feed;
    private final String run;
    private final long events;
    private volatile boolean running = true;

    /**
     * The source of one input.
     *
     * @param run id of a run of {@link SourceProgress}
     * @param events number of events of a shard
     */
    public LoadSource(String input, Feed feed, String run, long events) {
        this.input = input;
        this.feed = feed;
        this.run = run;
        this.events = events;
    }

    @Override
    public void run(SourceContext<SourceRecord> context) throws InterruptedException {
        ShardShare share = new ShardShare(
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        String shard = "shardId-%012d".formatted(share.shard());
        emit(context, SourceRecord.shardOpened(input, shard));
        emit(context, SourceRecord.shardsListed());
        SourceProgress progress = SourceProgress.of(run);
        if (feed.eventsPerMilli() == 0) {
            prelude(context, shard, share);
            progress.awaitBegin();
            markRead(context, shard, progress);
            return;
        }
        SourceProgress.Shard mine = progress.shard(input, share.shard());
        prelude(context, shard, share);
        progress.awaitBegin();
        emit(context, shard, share, progress, mine);
        mine.ended();
    }

    private void prelude(SourceContext<SourceRecord> context, String shard, ShardShare share) {
        long size = feed.prelude(share);
        for (long number = 0; running && number < size; ) {
            synchronized (context.getCheckpointLock()) {
                for (long end = Math.min(size, number + BATCH); number < end; number++) {
                    context.collect(record(shard, feed.prelude(number, share, START), START));
                }
            }
        }
    }

    private void emit(
            SourceContext<SourceRecord> context,
            String shard,
            ShardShare share,
            SourceProgress progress,
            SourceProgress.Shard mine) {
        for (long number = 0; running && number < events; ) {
            long time = START + number * share.shards() / feed.eventsPerMilli();
            synchronized (context.getCheckpointLock()) {
                for (long end = Math.min(events, number + BATCH); number < end; number++) {
                    context.collect(record(shard, feed.event(number, share, time), time));
                }
            }
            mine.advance(number, time);
            while (running && progress.isAhead(time)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Marks the shard as read to its end again and again while the other streams continue. */
    private void markRead(SourceContext<SourceRecord> context, String shard, SourceProgress progress) {
        for (long time = progress.time(); running && time != SourceProgress.OVER; time = progress.time()) {
            emit(context, SourceRecord.shardRead(input, shard, time));
            LockSupport.parkNanos(100 * PAUSE_NANOS);
        }
    }

    private SourceRecord record(String shard, byte[] data, long time) {
        return SourceRecord.data(input, shard, SEQUENCE_NUMBER, "1000000000", time, data);
    }

    private static void emit(SourceContext<SourceRecord> context, SourceRecord marker) {
        synchronized (context.getCheckpointLock()) {
            context.collect(marker);
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        SourceProgress.of(run).checkpointed(checkpointId);
    }

    @Override
    public void cancel() {
        running = false;
    }
}
