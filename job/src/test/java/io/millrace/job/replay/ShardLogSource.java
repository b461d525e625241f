package io.millrace.job.replay;

import io.millrace.job.record.SourceRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Reads shards as the Kinesis source does: each by one subtask and in its order, interleaved with the others at random,
 * with markers of the progress, and from the last checkpoint after a failure. On request it fails once, after a
 * checkpoint and some more records.
 */
public final class ShardLogSource extends ParallelSource<SourceRecord>
        implements CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1L;
    /** Records between the checkpoint and the failure: the restart repeats their results. */
    private static final int AFTER_CHECKPOINT = 5;

    /** Runs in which a subtask has begun to fail. */
    private static final Set<String> CLAIMED = ConcurrentHashMap.newKeySet();

    /** Runs that have failed. */
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    private final ArrayList<ShardLog> shards;
    private final String run;
    private final long seed;
    private final int failAfter;
    private final boolean awaitFailure;

    private transient ListState<Tuple2<String, Integer>> positions;
    private transient Map<String, Integer> next;
    private volatile boolean checkpointed;
    private volatile boolean running = true;

    /**
     * @param failAfter fail once after this many records of a subtask; 0 for never
     * @param awaitFailure do not end before the failure: no checkpoint completes once a subtask has ended
     */
    public ShardLogSource(List<ShardLog> shards, String run, long seed, int failAfter, boolean awaitFailure) {
        this.shards = new ArrayList<>(shards);
        this.run = run;
        this.seed = seed;
        this.failAfter = failAfter;
        this.awaitFailure = awaitFailure;
    }

    /** A stream of shards that does not fail. */
    public static DataStream<SourceRecord> of(
            StreamExecutionEnvironment environment, String uid, List<ShardLog> shards) {
        return new ShardLogSource(shards, uid, 0, 0, false).stream(environment, uid);
    }

    /** The stream of this source's records. */
    @SuppressWarnings("deprecation")
    DataStream<SourceRecord> stream(StreamExecutionEnvironment environment, String uid) {
        return environment
                .addSource(this, uid, TypeInformation.of(SourceRecord.class))
                .uid(uid);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        positions = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("positions", Types.TUPLE(Types.STRING, Types.INT)));
        next = new HashMap<>();
        for (Tuple2<String, Integer> position : positions.get()) {
            next.put(position.f0, position.f1);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        positions.clear();
        for (ShardLog shard : assigned()) {
            positions.add(Tuple2.of(shard.shard(), position(shard)));
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointed = true;
    }

    private List<ShardLog> assigned() {
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        List<ShardLog> assigned = new ArrayList<>();
        for (int i = subtask; i < shards.size(); i += subtasks) {
            assigned.add(shards.get(i));
        }
        return assigned;
    }

    private int position(ShardLog shard) {
        return next.getOrDefault(shard.shard(), 0);
    }

    @Override
    public void run(SourceContext<SourceRecord> context) throws Exception {
        Random random = new Random(seed + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
        for (ShardLog shard : assigned()) {
            emit(context, SourceRecord.shardOpened(shard.stream(), shard.shard()));
        }
        emit(context, SourceRecord.shardsListed());
        List<ShardLog> unread = new ArrayList<>(assigned());
        int emitted = 0;
        while (running && !unread.isEmpty()) {
            ShardLog shard = unread.get(random.nextInt(unread.size()));
            if (position(shard) == shard.size()) {
                unread.remove(shard);
                continue;
            }
            if (++emitted == failAfter && CLAIMED.add(run)) {
                failAfterACheckpoint(context, shard);
            }
            emitNext(context, shard);
            if (random.nextInt(4) == 0) {
                markRead(context, shard, random);
            }
            if (random.nextInt(10) == 0) {
                Thread.sleep(1); // lets the other subtasks and the watermarks overtake
            }
        }
        while (running && awaitFailure && !FAILED.contains(run)) {
            Thread.sleep(1);
        }
    }

    private void emitNext(SourceContext<SourceRecord> context, ShardLog shard) {
        synchronized (context.getCheckpointLock()) {
            int position = position(shard);
            context.collect(shard.record(position));
            next.put(shard.shard(), position + 1);
        }
    }

    /** As the real source does when it reaches the end of the shard some time before the next record arrives. */
    private void markRead(SourceContext<SourceRecord> context, ShardLog shard, Random random) {
        int position = position(shard);
        if (position == shard.size()) {
            return;
        }
        SourceRecord coming = shard.record(position);
        if (coming.hasArrival()) {
            emit(
                    context,
                    SourceRecord.shardRead(shard.stream(), shard.shard(), coming.arrivalMillis - random.nextInt(500)));
        }
    }

    private void failAfterACheckpoint(SourceContext<SourceRecord> context, ShardLog shard) throws Exception {
        checkpointed = false;
        while (running && !checkpointed) {
            Thread.sleep(1);
        }
        for (int i = 0; i < AFTER_CHECKPOINT && position(shard) < shard.size(); i++) {
            emitNext(context, shard);
        }
        Thread.sleep(5);
        FAILED.add(run);
        throw new IllegalStateException("failure requested by the test");
    }

    private static void emit(SourceContext<SourceRecord> context, SourceRecord record) {
        synchronized (context.getCheckpointLock()) {
            context.collect(record);
        }
    }

    public static boolean hasFailed(String run) {
        return FAILED.contains(run);
    }

    @Override
    public void cancel() {
        running = false;
    }
}
